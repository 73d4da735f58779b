"""`Following` over gRPC."""

from collections.abc import Sequence
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import place_name, ticket_name, ticket_number
from bot_service.adapters.outbound.grpc.tickets.ticket_answers import answered_ticket
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.adapters.outbound.grpc.views.tickets import state_of
from bot_service.application.ports.tickets.following import SimilarTicket
from bot_service.application.views.tickets import TicketView
from fixline.tickets.v1 import search_pb2, ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.client.channel import acting_as


class GrpcFollowing:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def similar(self, text: str, place: str, *, acting: str) -> Sequence[SimilarTicket]:
        request = ticket_service_pb2.ListSimilarTicketsRequest(report=report_of(text, place))
        with in_our_terms():
            response = await self._stub.ListSimilarTickets(request, metadata=acting_as(acting))
        return [similar_ticket(ticket) for ticket in response.tickets]

    async def join(self, number: int, text: str, place: str, *, acting: str, request_id: UUID) -> TicketView:
        request = ticket_service_pb2.FollowTicketRequest(
            name=ticket_name(number), report=report_of(text, place), request_id=str(request_id)
        )
        return await answered_ticket(self._stub.FollowTicket, request, acting=acting)

    async def unfollow(self, number: int, *, acting: str, request_id: UUID) -> TicketView:
        request = ticket_service_pb2.UnfollowTicketRequest(
            name=ticket_name(number), request_id=str(request_id)
        )
        return await answered_ticket(self._stub.UnfollowTicket, request, acting=acting)


def report_of(text: str, place: str) -> search_pb2.ReportDraft:
    return search_pb2.ReportDraft(text=text, location_node=place_name(place))


def similar_ticket(ticket: search_pb2.SimilarTicket) -> SimilarTicket:
    return SimilarTicket(
        number=ticket_number(ticket.name),
        title=ticket.title,
        state=state_of(ticket.state),
        create_time=time_of(ticket.create_time),
        follower_count=ticket.follower_count,
    )
