"""A Valkey of the test's own, which it may stop, and what a replica of the service has of the cache."""

import asyncio
import signal
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from fixline_local.embedded.valkey import EmbeddedValkey
from fixline_local.ports import free_ports
from tickets_service.adapters.outbound.valkey.breaker import Breaker
from tickets_service.adapters.outbound.valkey.leased_cache import LeasedCache, connect
from tickets_service.domain.people.user import User, UserId

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


@pytest.fixture
def own_valkey(tmp_path: Path) -> Iterator[OwnValkey]:
    (port,) = free_ports(1)
    server = EmbeddedValkey(folder=tmp_path / "valkey", port=port, durable=False)
    server.initialise()
    own = OwnValkey(server)
    yield own
    own.stop()


@dataclass
class Shelf:
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


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def replica() -> AsyncIterator[Callable[..., LeasedCache]]:
    """A function from a URL to the cache of a replica: with a client of its own, and a patient one."""
    async with AsyncExitStack() as stack:

        def create(url: str, **options: Any) -> LeasedCache:
            valkey = connect(url)
            stack.push_async_callback(valkey.aclose)
            given = {"lookup_seconds": 10.0, "change_seconds": 10.0, "lease_seconds": 600.0, **options}
            return LeasedCache(valkey, breaker=Breaker(retry_seconds=0.05), **given)

        yield create


@pytest.fixture
async def valkey(valkey_url: str) -> AsyncIterator[Redis]:
    """A plain client, to look and to meddle."""
    async with Redis.from_url(valkey_url) as client:
        yield client
