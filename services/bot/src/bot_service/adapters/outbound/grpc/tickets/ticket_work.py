"""`TicketWork` over gRPC."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import ticket_name
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.tickets.ticket_answers import answered_ticket
from bot_service.adapters.outbound.grpc.views.events import event_view
from bot_service.adapters.outbound.grpc.views.tickets import NOT_OVER
from bot_service.application.ports.tickets.ticket_work import MOST_COUNTED, MOST_EVENTS
from bot_service.application.views.events import EventView
from bot_service.application.views.tickets import TicketView
from fixline.tickets.v1 import ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.client.channel import acting_as

MOST_LISTS: Final = 20
"""The service's limit for one question."""


class GrpcTicketWork:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def assign(
        self, number: int, assignee: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        request = ticket_service_pb2.AssignTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id), assignee=assignee
        )
        return await answered_ticket(self._stub.AssignTicket, request, acting=acting)

    async def release(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        request = ticket_service_pb2.ReleaseTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id)
        )
        return await answered_ticket(self._stub.ReleaseTicket, request, acting=acting)

    async def wait_for_reporter(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        request = ticket_service_pb2.WaitForReporterRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id), reason=reason
        )
        return await answered_ticket(self._stub.WaitForReporter, request, acting=acting)

    async def wait_for_vendor(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        request = ticket_service_pb2.WaitForVendorRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id), reason=reason
        )
        return await answered_ticket(self._stub.WaitForVendor, request, acting=acting)

    async def resume(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        request = ticket_service_pb2.ResumeTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id)
        )
        return await answered_ticket(self._stub.ResumeTicket, request, acting=acting)

    async def reject(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        request = ticket_service_pb2.RejectTicketRequest(
            name=ticket_name(number), etag=etag, request_id=str(request_id), reason=reason
        )
        return await answered_ticket(self._stub.RejectTicket, request, acting=acting)

    async def merge(self, number: int, target: int, *, acting: str, request_id: UUID) -> TicketView:
        request = ticket_service_pb2.MergeTicketRequest(
            name=ticket_name(number), target=ticket_name(target), request_id=str(request_id)
        )
        return await answered_ticket(self._stub.MergeTicket, request, acting=acting)

    async def history(self, number: int, *, acting: str) -> Sequence[EventView]:
        request = ticket_service_pb2.ListTicketEventsRequest(ticket=ticket_name(number), page_size=PAGE_SIZE)
        return await read_pages(
            request,
            lambda: self._stub.ListTicketEvents(request, metadata=acting_as(acting)),
            lambda page: map(event_view, page.events),
            most=MOST_EVENTS,
        )

    async def open_counts(self, users: Sequence[str], *, acting: str) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for start in range(0, len(users), MOST_LISTS):
            some = users[start : start + MOST_LISTS]
            of_each = [
                ticket_service_pb2.ListTicketsRequest(
                    view=ticket_service_pb2.ListTicketsRequest.VIEW_ALL, categories=NOT_OVER, assignee=user
                )
                for user in some
            ]
            request = ticket_service_pb2.CountTicketsRequest(lists=of_each, most=MOST_COUNTED)
            with in_our_terms():
                response = await self._stub.CountTickets(request, metadata=acting_as(acting))
            found |= dict(zip(some, response.counts, strict=True))
        return found
