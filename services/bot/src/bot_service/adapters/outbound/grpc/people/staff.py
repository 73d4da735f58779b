"""`StaffRegister` over gRPC."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.adapters.outbound.grpc.views.people import ROLE_OF, ROLES, user_view
from bot_service.application.ports.people.staff import NewInvitation, OpenInvitation
from bot_service.application.ports.people.users import UserView
from bot_service.domain.people.names import is_called
from bot_service.domain.people.person import Role
from fixline.tickets.v1 import invite_service_pb2, user_service_pb2
from fixline.tickets.v1.invite_service_pb2_grpc import InviteServiceStub
from fixline.tickets.v1.user_pb2 import UserEvent
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_rpc.client.channel import acting_as

WITH_A_ROLE: Final = tuple(value for role, value in ROLES.items() if role is not Role.USER)
INVITE: Final = "invites/"


class GrpcStaffRegister:
    def __init__(self, channel: Channel) -> None:
        self._users = UserServiceStub(channel)
        self._invites = InviteServiceStub(channel)

    async def everybody(self) -> Sequence[UserView]:
        request = user_service_pb2.ListUsersRequest(page_size=PAGE_SIZE, roles=WITH_A_ROLE)
        return await read_pages(
            request, lambda: self._users.ListUsers(request), lambda page: map(user_view, page.users)
        )

    async def set_role(self, name: str, role: Role, *, acting: str, request_id: UUID) -> UserView:
        request = user_service_pb2.SetUserRoleRequest(name=name, role=ROLES[role], request_id=str(request_id))
        with in_our_terms():
            response = await self._users.SetUserRole(request, metadata=acting_as(acting))
        return user_view(response.user)

    async def called(self, words: str, *, limit: int) -> Sequence[UserView]:
        request = user_service_pb2.ListUsersRequest(page_size=PAGE_SIZE)

        def meant(page: user_service_pb2.ListUsersResponse) -> list[UserView]:
            return [
                user
                for user in map(user_view, page.users)
                if is_called(words, display_name=user.display_name, username=user.username)
            ]

        return await read_pages(request, lambda: self._users.ListUsers(request), meant, most=limit)

    async def why_shut_out(self, name: str, *, acting: str) -> str:
        request = user_service_pb2.ListUserEventsRequest(user=name, page_size=PAGE_SIZE)
        reasons = await read_pages(
            request,
            lambda: self._users.ListUserEvents(request, metadata=acting_as(acting)),
            lambda page: [
                event.reason
                for event in page.events
                if event.type == UserEvent.TYPE_ACTIVATION_CHANGED and not event.activation.after
            ],
        )
        return reasons[-1] if reasons else ""

    async def set_active(
        self, name: str, *, active: bool, reason: str = "", acting: str, request_id: UUID
    ) -> UserView:
        request = user_service_pb2.SetUserActiveRequest(
            name=name, active=active, reason=reason, request_id=str(request_id)
        )
        with in_our_terms():
            response = await self._users.SetUserActive(request, metadata=acting_as(acting))
        return user_view(response.user)

    async def invite(self, role: Role, *, acting: str, request_id: UUID) -> NewInvitation:
        request = invite_service_pb2.CreateInviteRequest(role=ROLES[role], request_id=str(request_id))
        with in_our_terms():
            response = await self._invites.CreateInvite(request, metadata=acting_as(acting))
        return NewInvitation(role=role, code=response.code, expire_time=time_of(response.invite.expire_time))

    async def open_invitations(self, *, acting: str) -> Sequence[OpenInvitation]:
        """Leave out links by which somebody is whom another named, or an older desk knew: they give no role."""
        request = invite_service_pb2.ListInvitesRequest(only_open=True, page_size=PAGE_SIZE)
        return await read_pages(
            request,
            lambda: self._invites.ListInvites(request, metadata=acting_as(acting)),
            lambda page: [
                OpenInvitation(
                    number=int(invite.name.removeprefix(INVITE)),
                    role=ROLE_OF[invite.role],
                    expire_time=time_of(invite.expire_time),
                )
                for invite in page.invites
                if not invite.person
            ],
        )

    async def withdraw(self, number: int, *, acting: str, request_id: UUID) -> None:
        request = invite_service_pb2.RevokeInviteRequest(name=f"{INVITE}{number}", request_id=str(request_id))
        with in_our_terms():
            await self._invites.RevokeInvite(request, metadata=acting_as(acting))
