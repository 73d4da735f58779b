"""A Valkey of the test's own, which it may stop, and what a replica of the service has of the cache."""

import asyncio
import signal
import subprocess
from collections.abc import Collection, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from fixline_local.embedded.valkey import EmbeddedValkey
from tickets_service.adapters.outbound.valkey.breaker import Breaker
from tickets_service.adapters.outbound.valkey.leased_cache import LeasedCache, connect
from tickets_service.application.ports.user_reader import UserReader
from tickets_service.application.views.people import UserEventView, UserView
from tickets_service.domain.people.user import Role, User, UserId

PATIENCE = 30


@dataclass
class OwnValkey:
    server: EmbeddedValkey
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self.server.url()

    async def start(self) -> None:
        self.process = subprocess.Popen(self.server.command(), stdout=subprocess.DEVNULL)  # noqa: ASYNC220, S603
        async with asyncio.timeout(PATIENCE):
            while not await self.server.accepts_connections():  # noqa: ASYNC110  # it tells nobody
                await asyncio.sleep(0.02)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self) -> None:
        self._running().send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._running().send_signal(signal.SIGCONT)

    def _running(self) -> "subprocess.Popen[bytes]":
        assert self.process
        return self.process


@dataclass
class Shelf(UserReader):
    """Stands for the table of users, and counts how often it was asked."""

    users: dict[UserId, User] = field(default_factory=dict)
    asked: int = 0
    hold: asyncio.Event | None = None
    """Whoever has read waits for this before they go on."""

    async def find(self, user_id: UserId) -> User | None:
        self.asked += 1
        found = self.users.get(user_id)
        if self.hold:
            await self.hold.wait()
        return found

    async def find_all(self, user_ids: Collection[UserId]) -> Mapping[UserId, User]:
        return {each: self.users[each] for each in user_ids if each in self.users}

    async def page(self, roles: frozenset[Role], *, after: int | None, limit: int) -> Sequence[UserView]:
        raise AssertionError(f"the cache has no lists: {roles} {after} {limit}")

    async def events(self, user_id: UserId, *, after: int | None, limit: int) -> Sequence[UserEventView]:
        raise AssertionError(f"the cache has no history: {user_id} {after} {limit}")


@dataclass(frozen=True, slots=True)
class Replicas:
    """Makes the cache of a replica: with a client of its own, and a patient one."""

    stack: AsyncExitStack

    def __call__(
        self,
        url: str,
        *,
        lookup_seconds: float = 10.0,
        change_seconds: float = 10.0,
        lease_seconds: float = 600.0,
    ) -> LeasedCache:
        valkey = connect(url)
        self.stack.push_async_callback(valkey.aclose)
        return LeasedCache(
            valkey,
            lookup_seconds=lookup_seconds,
            change_seconds=change_seconds,
            lease_seconds=lease_seconds,
            breaker=Breaker(retry_seconds=0.05),
        )
