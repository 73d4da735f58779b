"""Roles, as the tickets service has them: read and given over its API, by one of its admins."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

from fixline.tickets.v1 import user_service_pb2 as pb
from fixline.tickets.v1.user_pb2 import Role, User
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ADA
from fixline_rpc.client.channel import acting_as

ROLES: Final = {
    "reporter": Role.ROLE_USER,
    "agent": Role.ROLE_AGENT,
    "dispatcher": Role.ROLE_DISPATCHER,
    "admin": Role.ROLE_ADMIN,
    "auditor": Role.ROLE_AUDITOR,
}
NAMES: Final = {role: name for name, role in ROLES.items()}
ARRIVAL_SECONDS: Final = 15.0
"""How long the bot may take from somebody's Start until the tickets service knows them."""
_LOOK_SECONDS: Final = 0.1


class NotArrivedError(Exception):
    """Somebody pressed Start, and the tickets service did not come to know them in time."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """`role` is one of ROLES. `started` are the Telegram ids of those for whom Start had to be pressed."""

    role: str
    started: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Appointments:
    """Every method raises `grpc.aio.AioRpcError` when the tickets service refuses or is not there."""

    users: UserServiceStub
    people: TelegramPeople
    arrival_seconds: float

    async def role_of(self, telegram_id: int) -> str | None:
        """Return a person's role, None when the desk does not know them."""
        user = await self._find(lambda user: user.telegram_id == telegram_id)
        return None if user is None else NAMES[user.role]

    async def appoint(self, telegram_id: int, role: str) -> Appointment:
        """Give a role of ROLES. The desk knows people from their first Start on: who has not pressed it, does now.

        That holds for the admin who gives the role, too. Raises `NotArrivedError`, and `ActionRefusedError` for
        somebody whom the simulator does not know.
        """
        started: list[int] = []
        user = await self._arrived(telegram_id, lambda user: user.telegram_id == telegram_id, started)
        admin = await self._arrived(ADA, lambda user: user.role == Role.ROLE_ADMIN and user.active, started)
        request = pb.SetUserRoleRequest(
            name=user.name,
            role=ROLES[role],
            reason="given on the chat page",
            request_id=str(uuid.uuid4()),
        )
        await self.users.SetUserRole(request, metadata=acting_as(admin.name))
        return Appointment(role, tuple(started))

    async def _arrived(self, telegram_id: int, wanted: Callable[[User], bool], started: list[int]) -> User:
        """Return who is wanted; when nobody is, let `telegram_id` press Start and wait."""
        user = await self._find(wanted)
        if user is not None:
            return user
        await self.people.person(telegram_id).start()
        started.append(telegram_id)
        try:
            async with asyncio.timeout(self.arrival_seconds):
                while (user := await self._find(wanted)) is None:  # noqa: ASYNC110  # it changes in another process
                    await asyncio.sleep(_LOOK_SECONDS)
        except TimeoutError as error:
            raise NotArrivedError(telegram_id) from error
        return user

    async def _find(self, wanted: Callable[[User], bool]) -> User | None:
        async for user in self._everybody():
            if wanted(user):
                return user
        return None

    async def _everybody(self) -> AsyncIterator[User]:
        token = ""
        while True:
            page = await self.users.ListUsers(pb.ListUsersRequest(page_size=200, page_token=token))
            for user in page.users:
                yield user
            token = page.next_page_token
            if not token:
                return
