"""`TicketFinder` over gRPC."""

from collections.abc import Mapping, Sequence
from typing import Final

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.views import ticket_view
from bot_service.application.ports.ticket_finder import MOST_FOUND, Excerpt, FoundTicket, Said
from fixline.tickets.v1 import search_pb2, ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.channel import acting_as

_SAID_OF: Final[Mapping[search_pb2.Highlight.Field.ValueType, Said]] = {
    search_pb2.Highlight.FIELD_TITLE: Said.TITLE,
    search_pb2.Highlight.FIELD_LOCATION: Said.LOCATION,
    search_pb2.Highlight.FIELD_DESCRIPTION: Said.DESCRIPTION,
    search_pb2.Highlight.FIELD_COMMENT: Said.COMMENT,
}


class GrpcTicketFinder:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def search(self, query: str, *, acting: str, limit: int, start: int = 0) -> Sequence[FoundTicket]:
        """All that there is fits into one page of the service's."""
        request = ticket_service_pb2.SearchTicketsRequest(
            query=query, page_size=min(start + limit, MOST_FOUND)
        )
        with in_our_terms():
            response = await self._stub.SearchTickets(request, metadata=acting_as(acting))
        return [_found(hit) for hit in response.hits[start : start + limit]]


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
