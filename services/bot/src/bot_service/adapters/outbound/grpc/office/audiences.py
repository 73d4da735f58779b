"""`Audiences` over gRPC."""

from collections.abc import Sequence

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import place_name
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.views.people import STAFF
from bot_service.adapters.outbound.grpc.views.tickets import NOT_OVER
from bot_service.domain.office.announcement import Audience
from fixline.tickets.v1 import location_service_pb2, ticket_service_pb2, user_service_pb2
from fixline.tickets.v1.location_service_pb2_grpc import LocationServiceStub
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_rpc.client.channel import acting_as

_Listing = ticket_service_pb2.ListTicketsRequest


class GrpcAudiences:
    def __init__(self, channel: Channel) -> None:
        self._users = UserServiceStub(channel)
        self._tickets = TicketServiceStub(channel)
        self._locations = LocationServiceStub(channel)

    async def of(self, audience: Audience, *, place: str = "", acting: str) -> Sequence[str]:
        if audience is Audience.STAFF:
            return await self._users_in(user_service_pb2.ListUsersRequest(roles=STAFF))
        if audience is Audience.EVERYBODY:
            return await self._users_in(user_service_pb2.ListUsersRequest())
        which = _Listing(categories=NOT_OVER)
        if audience is Audience.PLACE:
            which = _Listing(location_node=place_name(place))
            request = location_service_pb2.GetLocationRequest(name=which.location_node)
            with in_our_terms():
                await self._locations.GetLocation(request, metadata=acting_as(acting))
        reporters = await self._reporters(which, acting)
        let_in = set(await self._users_in(user_service_pb2.ListUsersRequest()))
        return [name for name in dict.fromkeys(reporters) if name in let_in]

    async def _users_in(self, request: user_service_pb2.ListUsersRequest) -> list[str]:
        request.page_size = PAGE_SIZE
        return await read_pages(
            request,
            lambda: self._users.ListUsers(request),
            lambda page: [user.name for user in page.users if user.active],
        )

    async def _reporters(self, request: _Listing, acting: str) -> list[str]:
        request.page_size, request.view, request.order = PAGE_SIZE, _Listing.VIEW_ALL, _Listing.ORDER_OLDEST
        return await read_pages(
            request,
            lambda: self._tickets.ListTickets(request, metadata=acting_as(acting)),
            lambda page: [ticket.reporter for ticket in page.tickets],
        )
