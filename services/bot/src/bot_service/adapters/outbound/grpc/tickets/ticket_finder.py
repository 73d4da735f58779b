"""`TicketFinder` over gRPC."""

import asyncio
import heapq
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import place_name
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.views.tickets import NOT_OVER, ticket_view
from bot_service.application.ports.tickets.ticket_finder import (
    MOST_FOUND,
    MOST_QUEUED,
    Excerpt,
    FoundTicket,
    Queue,
    Said,
)
from bot_service.application.views.tickets import TicketView
from fixline.tickets.v1 import search_pb2, ticket_pb2, ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.client.channel import acting_as

_SAID_OF: Final[Mapping[search_pb2.Highlight.Field.ValueType, Said]] = {
    search_pb2.Highlight.FIELD_TITLE: Said.TITLE,
    search_pb2.Highlight.FIELD_LOCATION: Said.LOCATION,
    search_pb2.Highlight.FIELD_DESCRIPTION: Said.DESCRIPTION,
    search_pb2.Highlight.FIELD_COMMENT: Said.COMMENT,
}
_Listing = ticket_service_pb2.ListTicketsRequest
_PAUSED: Final = (ticket_pb2.Ticket.CATEGORY_PAUSED,)
_UNASSIGNED: Final = _Listing(view=_Listing.VIEW_UNASSIGNED)
_MINE: Final = _Listing(view=_Listing.VIEW_ASSIGNED)
LAST: Final = datetime.max.replace(tzinfo=UTC)
OWN: Final[Mapping[Queue, Sequence[_Listing]]] = {
    Queue.UNASSIGNED: (_UNASSIGNED,),
    Queue.MINE: (_MINE,),
    Queue.OVERDUE: (
        _Listing(view=_Listing.VIEW_ASSIGNED, overdue=True),
        _Listing(view=_Listing.VIEW_UNASSIGNED, overdue=True),
    ),
    Queue.WAITING: (
        _Listing(view=_Listing.VIEW_ASSIGNED, categories=_PAUSED),
        _Listing(view=_Listing.VIEW_UNASSIGNED, categories=_PAUSED),
    ),
    Queue.ALL: (_MINE, _UNASSIGNED, _Listing(view=_Listing.VIEW_UNASSIGNED, categories=_PAUSED)),
}
"""Lists that have no ticket in common, and together are the queue of somebody who sees no others'."""
EVERYBODYS: Final[Mapping[Queue, Sequence[_Listing]]] = {
    Queue.UNASSIGNED: (_UNASSIGNED,),
    Queue.MINE: (_MINE,),
    Queue.OVERDUE: (_Listing(view=_Listing.VIEW_ALL, categories=NOT_OVER, overdue=True),),
    Queue.WAITING: (_Listing(view=_Listing.VIEW_ALL, categories=_PAUSED),),
    Queue.ALL: (_Listing(view=_Listing.VIEW_ALL, categories=NOT_OVER),),
}


class GrpcTicketFinder:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def search(
        self, query: str, *, acting: str, tag: str = "", limit: int, start: int = 0
    ) -> Sequence[FoundTicket]:
        """All that there is fits into one page of the service's, unless people wrote very much."""
        end = min(start + limit, MOST_FOUND)
        request = ticket_service_pb2.SearchTicketsRequest(query=query, tag=tag, page_size=end)
        hits = await read_pages(
            request,
            lambda: self._stub.SearchTickets(request, metadata=acting_as(acting)),
            lambda page: page.hits,
            most=end,
        )
        return [_found(hit) for hit in hits[start:]]

    async def queue(
        self,
        which: Queue,
        *,
        acting: str,
        everybodys: bool,
        place: str = "",
        tag: str = "",
        assignee: str = "",
        limit: int,
        start: int = 0,
    ) -> Sequence[TicketView]:
        end = start + limit
        narrowed = _Listing(location_node=place_name(place), tag=tag, assignee=assignee)
        lists = [self._list(one, narrowed, acting, end) for one in (EVERYBODYS if everybodys else OWN)[which]]
        found = await asyncio.gather(*lists)
        # Each list is in this order already.
        merged = heapq.merge(*found, key=lambda ticket: (ticket.next_due or LAST, ticket.number))
        return list(islice(merged, start, end))

    async def counts(
        self, *, acting: str, everybodys: bool, place: str = "", tag: str = ""
    ) -> Mapping[Queue, int]:
        """All of them are one question, which the service answers by one statement."""
        narrowed = _Listing(location_node=place_name(place), tag=tag)
        queues = EVERYBODYS if everybodys else OWN
        request = ticket_service_pb2.CountTicketsRequest(most=MOST_QUEUED)
        for lists in queues.values():
            for one in lists:
                counted = request.lists.add()
                counted.MergeFrom(one)
                counted.MergeFrom(narrowed)
        with in_our_terms():
            response = await self._stub.CountTickets(request, metadata=acting_as(acting))
        each = iter(response.counts)
        return {which: min(MOST_QUEUED, sum(islice(each, len(lists)))) for which, lists in queues.items()}

    async def _list(self, which: _Listing, narrowed: _Listing, acting: str, end: int) -> Sequence[TicketView]:
        """Return the first `end` of a list: whoever turns pages by hand does not turn many."""
        request = _Listing(page_size=min(end, PAGE_SIZE), order=_Listing.ORDER_DUE_NEXT)
        request.MergeFrom(which)
        request.MergeFrom(narrowed)
        return await read_pages(
            request,
            lambda: self._stub.ListTickets(request, metadata=acting_as(acting)),
            lambda page: map(ticket_view, page.tickets),
            most=end,
        )


def _found(hit: search_pb2.SearchHit) -> FoundTicket:
    """Leave out excerpts of what this release does not know."""
    excerpts = [
        Excerpt(
            said=_SAID_OF[each.field],
            text=each.text,
            ranges=tuple((place.start, place.end) for place in each.ranges),
        )
        for each in hit.highlights
        if each.field in _SAID_OF
    ]
    return FoundTicket(ticket=ticket_view(hit.ticket), excerpts=excerpts)
