"""`TicketLinks` over gRPC."""

from collections.abc import Sequence
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import ticket_name
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.views.tickets import LINK_KINDS, link_view
from bot_service.application.ports.tickets.ticket_links import MOST_LINKS
from bot_service.application.views.tickets import LinkKind, LinkView
from fixline.tickets.v1 import link_pb2, ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.client.channel import acting_as


class GrpcTicketLinks:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def of_ticket(
        self, number: int, *, acting: str | None, most: int = MOST_LINKS + 1
    ) -> Sequence[LinkView]:
        request = ticket_service_pb2.ListLinksRequest(
            ticket=ticket_name(number), page_size=min(most, PAGE_SIZE), newest_first=True
        )
        return await read_pages(
            request,
            lambda: self._stub.ListLinks(request, metadata=acting_as(acting)),
            lambda page: map(link_view, page.links),
            most=most,
        )

    async def add(
        self, number: int, other: int, kind: LinkKind, *, acting: str, request_id: UUID
    ) -> LinkView:
        kind_there, direction = LINK_KINDS[kind]
        request = ticket_service_pb2.AddLinkRequest(
            ticket=ticket_name(number),
            link=link_pb2.Link(other=ticket_name(other), kind=kind_there, direction=direction),
            request_id=str(request_id),
        )
        with in_our_terms():
            response = await self._stub.AddLink(request, metadata=acting_as(acting))
        return link_view(response.link)

    async def remove(self, name: str, *, acting: str, request_id: UUID) -> LinkView:
        request = ticket_service_pb2.RemoveLinkRequest(name=name, request_id=str(request_id))
        with in_our_terms():
            response = await self._stub.RemoveLink(request, metadata=acting_as(acting))
        return link_view(response.link)
