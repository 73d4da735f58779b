"""Waking consumers in other processes, also after the connection died."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg
import pytest
from sqlalchemy import make_url
from structlog.testing import capture_logs

from fixline_testing.connections import connected
from tickets_service.adapters.outbound.sqlalchemy.connections.listener import PostgresListener
from tickets_service.adapters.outbound.system.signal import ProcessSignal

PATIENCE = 30
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'L'"
TERMINATE = BACKENDS.replace("pid", "pg_terminate_backend(pid)", 1)


@dataclass
class Replica:
    signal: ProcessSignal
    listener: PostgresListener


@pytest.fixture
async def url(empty_database: Callable[[], Awaitable[str]]) -> str:
    return await empty_database()


@pytest.fixture
async def admin(url: str) -> AsyncIterator[asyncpg.Connection]:
    async with connected(url) as connection:
        yield connection


@asynccontextmanager
async def replica(url: str) -> AsyncIterator[Replica]:
    signal = ProcessSignal()
    listener = PostgresListener(make_url(url), signal, application_name="L")
    task = asyncio.create_task(listener.run())
    try:
        yield Replica(signal, listener)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def listening(
    admin: asyncpg.Connection, count: int, gone: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Wait until that many listeners have said LISTEN, none of them among those that are gone."""
    statement = f"{BACKENDS} AND query ~ '^(LISTEN|NOTIFY)'"
    async with asyncio.timeout(PATIENCE):
        while True:
            found = frozenset(row["pid"] for row in await admin.fetch(statement)) - gone
            if len(found) == count:
                return found
            await asyncio.sleep(0.01)


async def woken(by: Replica, sleeper: Replica) -> None:
    """Announce until it arrives: losing one is allowed, never arriving is not."""
    async with asyncio.timeout(PATIENCE):
        with sleeper.signal.subscribe() as wakeups:
            while not wakeups.event.is_set():
                by.listener.announce()
                await wakeups.wait(0.2)


async def test_other_processes_are_woken(url: str, admin: asyncpg.Connection) -> None:
    async with replica(url) as one, replica(url) as two:
        await listening(admin, 2)
        with two.signal.subscribe() as far, one.signal.subscribe() as near:
            one.listener.announce()
            assert near.event.is_set()
            async with asyncio.timeout(PATIENCE):
                await far.event.wait()


async def test_a_killed_connection_heals(url: str, admin: asyncpg.Connection) -> None:
    async with replica(url) as one, replica(url) as two:
        first = await listening(admin, 2)
        await admin.fetch(TERMINATE)
        await listening(admin, 2, gone=first)
        await woken(one, two)
        await woken(two, one)


async def test_consumers_look_again_when_the_connection_is_back(url: str, admin: asyncpg.Connection) -> None:
    async with replica(url) as one:
        first = await listening(admin, 1)
        with one.signal.subscribe() as wakeups:
            wakeups.clear()
            await admin.fetch(TERMINATE)
            async with asyncio.timeout(PATIENCE):
                await wakeups.event.wait()
        await listening(admin, 1, gone=first)


async def test_a_database_that_does_not_take_connections_yet(url: str) -> None:
    server, _, name = url.replace("+asyncpg", "").rpartition("/")
    async with connected(f"{server}/postgres") as other:
        await other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        with capture_logs() as logs:
            async with replica(url) as one, replica(url) as two:
                async with asyncio.timeout(PATIENCE):
                    while len(logs) < 2:  # noqa: ASYNC110  # a log has no event to wait for
                        await asyncio.sleep(0.005)
                await other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
                await woken(one, two)
        assert {line["event"] for line in logs} == {"history.listener_unconnected"}
