"""`TicketGateway` over gRPC."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from google.protobuf.field_mask_pb2 import FieldMask
from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import MOST_USERS, place_name, ticket_name
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.text_marks import mark_messages
from bot_service.adapters.outbound.grpc.tickets.ticket_answers import answered_ticket
from bot_service.adapters.outbound.grpc.views.events import event_view
from bot_service.adapters.outbound.grpc.views.tickets import NOT_OVER, PRIORITIES, ticket_view, verbs_of
from bot_service.application.ports.tickets.tickets import Correction, NewTicket, TicketList
from bot_service.application.views.events import last_reason
from bot_service.application.views.tickets import TicketState, TicketView, Verb
from fixline.tickets.v1 import ticket_pb2, ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.client.channel import acting_as

_Listing = ticket_service_pb2.ListTicketsRequest
_DONE: Final = (ticket_pb2.Ticket.CATEGORY_DONE,)
LISTS: Final[Mapping[TicketList, _Listing]] = {
    TicketList.REPORTED: _Listing(view=_Listing.VIEW_REPORTED),
    TicketList.REPORTED_OPEN: _Listing(
        view=_Listing.VIEW_REPORTED, categories=NOT_OVER, order=_Listing.ORDER_PRIORITY
    ),
    TicketList.REPORTED_DONE: _Listing(view=_Listing.VIEW_REPORTED, categories=_DONE),
    TicketList.FOLLOWED: _Listing(view=_Listing.VIEW_FOLLOWED),
    TicketList.UNASSIGNED: _Listing(view=_Listing.VIEW_UNASSIGNED, order=_Listing.ORDER_PRIORITY),
    TicketList.ASSIGNED: _Listing(view=_Listing.VIEW_ASSIGNED, order=_Listing.ORDER_PRIORITY),
}


class GrpcTicketGateway:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def create(self, ticket: NewTicket, *, acting: str, request_id: UUID) -> TicketView:
        named = ticket.newcomer
        new_reporter = None
        if named is not None:
            new_reporter = ticket_service_pb2.NewReporter(display_name=named.name, contact=named.contact)
        request = ticket_service_pb2.CreateTicketRequest(
            ticket=ticket_pb2.Ticket(
                title=ticket.title,
                description=ticket.description,
                description_marks=mark_messages(ticket.description_marks),
                location=ticket.location,
                location_node=place_name(ticket.place),
                priority=PRIORITIES[ticket.priority],
                attachments=ticket.attachments,
            ),
            request_id=str(request_id),
            reporter=ticket.reporter,
            new_reporter=new_reporter,
            follow_up_of="" if ticket.goes_on_with is None else ticket_name(ticket.goes_on_with),
        )
        return await answered_ticket(self._stub.CreateTicket, request, acting=acting)

    async def get(self, number: int, *, acting: str | None) -> TicketView:
        request = ticket_service_pb2.GetTicketRequest(name=ticket_name(number))
        return await answered_ticket(self._stub.GetTicket, request, acting=acting)

    async def allowed_verbs(self, number: int, users: Sequence[str]) -> Mapping[str, frozenset[Verb]]:
        found: dict[str, frozenset[Verb]] = {}
        for start in range(0, len(users), MOST_USERS):
            request = ticket_service_pb2.BatchGetAllowedVerbsRequest(
                ticket=ticket_name(number), users=users[start : start + MOST_USERS]
            )
            with in_our_terms():
                response = await self._stub.BatchGetAllowedVerbs(request)
            found |= {allowed.user: verbs_of(allowed.verbs) for allowed in response.allowed_verbs}
        return found

    async def reason(self, number: int, state: TicketState) -> str:
        request = ticket_service_pb2.ListTicketEventsRequest(ticket=ticket_name(number), page_size=PAGE_SIZE)
        events = await read_pages(
            request, lambda: self._stub.ListTicketEvents(request), lambda page: map(event_view, page.events)
        )
        return last_reason(events, state)

    async def followers(self, number: int) -> frozenset[str]:
        request = ticket_service_pb2.ListFollowersRequest(ticket=ticket_name(number), page_size=PAGE_SIZE)
        found = await read_pages(
            request, lambda: self._stub.ListFollowers(request), lambda page: page.followers
        )
        return frozenset(follower.user for follower in found)

    async def list(
        self, which: TicketList, *, acting: str, limit: int, start: int = 0
    ) -> Sequence[TicketView]:
        """The service's pages are read from the first one on: whoever turns pages by hand does not turn many."""
        end = start + limit
        request = _Listing(page_size=min(end, PAGE_SIZE))
        request.MergeFrom(LISTS[which])
        found = await read_pages(
            request,
            lambda: self._stub.ListTickets(request, metadata=acting_as(acting)),
            lambda page: page.tickets,
            most=end,
        )
        return [ticket_view(ticket) for ticket in found[start:]]

    async def take(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        request = ticket_service_pb2.TakeTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id)
        )
        return await answered_ticket(self._stub.TakeTicket, request, acting=acting)

    async def resolve(
        self, number: int, *, resolution: str = "", etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        request = ticket_service_pb2.ResolveTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id), resolution=resolution
        )
        return await answered_ticket(self._stub.ResolveTicket, request, acting=acting)

    async def confirm(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        request = ticket_service_pb2.ConfirmTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id)
        )
        return await answered_ticket(self._stub.ConfirmTicket, request, acting=acting)

    async def correct(
        self, number: int, correction: Correction, *, reason: str, acting: str, request_id: UUID
    ) -> TicketView:
        said = {name: getattr(correction, name) for name in ("title", "description", "location")}
        fields = {name: value for name, value in said.items() if value is not None}
        ticket = ticket_pb2.Ticket(
            name=ticket_name(number),
            description_marks=mark_messages(correction.description_marks),
            **fields,
        )
        if correction.location is not None:
            ticket.location_node = fields["location_node"] = place_name(correction.place)
        if correction.priority is not None:
            ticket.priority = PRIORITIES[correction.priority]
            fields["priority"] = ""
        request = ticket_service_pb2.UpdateTicketRequest(
            ticket=ticket,
            update_mask=FieldMask(paths=list(fields)),
            reason=reason,
            request_id=str(request_id),
        )
        return await answered_ticket(self._stub.UpdateTicket, request, acting=acting)

    async def cancel(
        self, number: int, *, reason: str = "", etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        request = ticket_service_pb2.CancelTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id), reason=reason
        )
        return await answered_ticket(self._stub.CancelTicket, request, acting=acting)

    async def reopen(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        request = ticket_service_pb2.ReopenTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id), reason=reason
        )
        return await answered_ticket(self._stub.ReopenTicket, request, acting=acting)

    async def rate(
        self,
        number: int,
        stars: int,
        *,
        comment: str = "",
        etag: str = "",
        acting: str,
        request_id: UUID,
    ) -> TicketView:
        request = ticket_service_pb2.RateTicketRequest(
            name=ticket_name(number),
            rating=ticket_pb2.Ticket.Rating(stars=stars, comment=comment),
            etag=etag,
            request_id=str(request_id),
        )
        return await answered_ticket(self._stub.RateTicket, request, acting=acting)
