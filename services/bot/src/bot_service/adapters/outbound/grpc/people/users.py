"""`UserDirectory` over gRPC."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import MOST_USERS
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.people.shared_reads import SharedUserReads
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.adapters.outbound.grpc.views.people import STAFF, user_view
from bot_service.application.ports.people.users import JoiningCode, UserView
from bot_service.domain.people.absence import Absence
from bot_service.domain.people.names import is_called
from fixline.tickets.v1 import invite_service_pb2, user_pb2, user_service_pb2
from fixline.tickets.v1.invite_service_pb2_grpc import InviteServiceStub
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_rpc.client.channel import acting_as


class GrpcUserDirectory:
    def __init__(self, channel: Channel) -> None:
        self._stub = UserServiceStub(channel)
        self._invites = InviteServiceStub(channel)
        self._shared_reads = SharedUserReads(self._get, self.get_all)

    async def register(
        self,
        *,
        telegram_id: int,
        display_name: str,
        username: str,
        language: str,
        request_id: UUID,
        keep_names: bool = False,
    ) -> UserView:
        request = user_service_pb2.RegisterUserRequest(
            telegram_id=telegram_id,
            display_name=display_name,
            username=username,
            language=language,
            request_id=str(request_id),
            keep_names=keep_names,
        )
        with in_our_terms():
            response = await self._stub.RegisterUser(request)
        return user_view(response.user)

    async def get(self, name: str) -> UserView:
        return await self._shared_reads(name)

    async def _get(self, name: str) -> UserView:
        with in_our_terms():
            response = await self._stub.GetUser(user_service_pb2.GetUserRequest(name=name))
        return user_view(response.user)

    async def set_language(self, language: str, *, acting: str, request_id: UUID) -> UserView:
        return await self._update(user_pb2.User(name=acting, language=language), request_id)

    async def set_time_zone(self, time_zone: str, *, acting: str, request_id: UUID) -> UserView:
        return await self._update(user_pb2.User(name=acting, time_zone=time_zone), request_id)

    async def set_absence(
        self, name: str, absence: Absence | None, *, acting: str, request_id: UUID
    ) -> UserView:
        request = user_service_pb2.SetUserAbsenceRequest(name=name, request_id=str(request_id))
        if absence is not None:
            request.absence.start_time.FromDatetime(absence.starts)
            request.absence.end_time.FromDatetime(absence.ends)
        with in_our_terms():
            response = await self._stub.SetUserAbsence(request, metadata=acting_as(acting))
        return user_view(response.user)

    async def _update(self, user: user_pb2.User, request_id: UUID) -> UserView:
        request = user_service_pb2.UpdateUserRequest(user=user, request_id=str(request_id))
        with in_our_terms():
            response = await self._stub.UpdateUser(request, metadata=acting_as(user.name))
        return user_view(response.user)

    async def redeem_invite(self, code: str, *, acting: str, request_id: UUID) -> UserView:
        request = invite_service_pb2.RedeemInviteRequest(code=code, request_id=str(request_id))
        with in_our_terms():
            response = await self._invites.RedeemInvite(request, metadata=acting_as(acting))
        return user_view(response.user)

    async def joining_code(self, name: str, *, acting: str, request_id: UUID) -> JoiningCode:
        request = invite_service_pb2.CreateInviteRequest(person=name, request_id=str(request_id))
        with in_our_terms():
            response = await self._invites.CreateInvite(request, metadata=acting_as(acting))
        return JoiningCode(code=response.code, expire_time=time_of(response.invite.expire_time))

    async def get_all(self, names: Collection[str]) -> Mapping[str, UserView]:
        wanted, found = list(names), dict[str, UserView]()
        for start in range(0, len(wanted), MOST_USERS):
            request = user_service_pb2.BatchGetUsersRequest(names=wanted[start : start + MOST_USERS])
            with in_our_terms():
                response = await self._stub.BatchGetUsers(request)
            found |= {user.name: user_view(user) for user in response.users}
        return found

    async def called(self, words: str, *, limit: int) -> Sequence[UserView]:
        request = user_service_pb2.ListUsersRequest(page_size=PAGE_SIZE)

        def meant(page: user_service_pb2.ListUsersResponse) -> list[UserView]:
            return [
                user
                for user in map(user_view, page.users)
                if user.active and is_called(words, display_name=user.display_name, username=user.username)
            ]

        return await read_pages(request, lambda: self._stub.ListUsers(request), meant, most=limit)

    async def staff(self) -> Sequence[UserView]:
        request = user_service_pb2.ListUsersRequest(page_size=PAGE_SIZE, roles=STAFF)
        return await read_pages(
            request,
            lambda: self._stub.ListUsers(request),
            lambda page: [user_view(user) for user in page.users if user.active],
        )
