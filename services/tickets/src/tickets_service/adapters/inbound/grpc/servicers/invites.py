"""InviteService over gRPC: request in, use case, response out."""

# ruff: noqa: ARG002, N802  # names and signatures are gRPC's

from typing import Any

from grpc.aio import ServicerContext

from fixline.tickets.v1 import invite_service_pb2 as pb
from fixline.tickets.v1 import invite_service_pb2_grpc
from tickets_service.adapters.inbound.grpc.people import invite_requests as requests
from tickets_service.adapters.inbound.grpc.people.messages import invite_message, user_message
from tickets_service.application.use_cases.people import PeopleUseCases

Context = ServicerContext[Any, Any]


class InviteServicer(invite_service_pb2_grpc.InviteServiceServicer):
    def __init__(self, people: PeopleUseCases) -> None:
        self._people = people

    async def CreateInvite(
        self, request: pb.CreateInviteRequest, context: Context
    ) -> pb.CreateInviteResponse:
        created = await self._people.create_invite(requests.create_invite(request))
        return pb.CreateInviteResponse(invite=invite_message(created.invite), code=created.code)

    async def RedeemInvite(
        self, request: pb.RedeemInviteRequest, context: Context
    ) -> pb.RedeemInviteResponse:
        user = await self._people.redeem_invite(requests.redeem_invite(request))
        return pb.RedeemInviteResponse(user=user_message(user))

    async def ListInvites(self, request: pb.ListInvitesRequest, context: Context) -> pb.ListInvitesResponse:
        page = await self._people.list_invites(requests.list_invites(request))
        invites = [invite_message(invite) for invite in page.items]
        return pb.ListInvitesResponse(invites=invites, next_page_token=page.next_token)

    async def RevokeInvite(
        self, request: pb.RevokeInviteRequest, context: Context
    ) -> pb.RevokeInviteResponse:
        invite = await self._people.revoke_invite(requests.revoke_invite(request))
        return pb.RevokeInviteResponse(invite=invite_message(invite))
