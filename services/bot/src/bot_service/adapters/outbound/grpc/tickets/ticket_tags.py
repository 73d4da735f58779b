"""`TicketTags` over gRPC."""

from collections.abc import Sequence
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import ticket_name
from bot_service.adapters.outbound.grpc.tickets.ticket_answers import answered_ticket
from bot_service.application.views.tickets import TicketView
from fixline.tickets.v1 import ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.client.channel import acting_as


class GrpcTicketTags:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def change(
        self,
        number: int,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
        acting: str,
        request_id: UUID,
    ) -> TicketView:
        request = ticket_service_pb2.ChangeTagsRequest(
            name=ticket_name(number), add=add, remove=remove, request_id=str(request_id)
        )
        return await answered_ticket(self._stub.ChangeTags, request, acting=acting)

    async def common(self, *, acting: str) -> Sequence[str]:
        request = ticket_service_pb2.ListCommonTagsRequest()
        with in_our_terms():
            response = await self._stub.ListCommonTags(request, metadata=acting_as(acting))
        return [each.tag for each in response.tags]
