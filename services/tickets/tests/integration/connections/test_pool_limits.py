"""What is set on every connection of the service, and what happens when there is none left."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from hashlib import sha256

import grpc
import pytest
from sqlalchemy import QueuePool, text

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline.tickets.v1 import ticket_service_pb2_grpc
from fixline_chassis.database import create_database_engine
from fixline_chassis.settings import load_settings
from fixline_rpc.client.channel import create_channel
from fixline_rpc.errors import failure_of
from fixline_testing.beyond_types import of_kind
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from tickets_service.application.errors import StoreUnavailableError
from tickets_service.bootstrap.container import Container, build_container
from tickets_service.bootstrap.settings import TicketsSettings
from tickets_testing.on_postgres import unheard

TOKEN = "pool-token"
POOL_SIZE = 2
LIMITS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "TimeZone": "UTC",
}


@pytest.fixture
async def url(migrated_database: Callable[[str], Awaitable[str]]) -> str:
    return await migrated_database("tickets_service")


@pytest.fixture
async def container(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Container]:
    caller = {"token_sha256": sha256(TOKEN.encode()).hexdigest(), "scopes": ["tickets.read"]}
    environment = {
        "DATABASE_URL": url,
        "GRPC_LISTEN": "127.0.0.1:0",
        "ADMIN_LISTEN": "127.0.0.1:0",
        "CALLERS": json.dumps({"bot": caller}),
        "POOL_SIZE": str(POOL_SIZE),
    }
    for name, value in environment.items():
        monkeypatch.setenv(f"TICKETS_{name}", value)
    container = build_container(load_settings(TicketsSettings))
    yield container
    await container.engine.dispose()
    await container.side_engine.dispose()


async def test_every_connection_has_its_limits(container: Container) -> None:
    for engine, size in ((container.engine, POOL_SIZE), (container.side_engine, 3)):
        async with AsyncExitStack() as stack:
            for _ in range(size):
                connection = await stack.enter_async_context(engine.connect())
                found = {name: await connection.scalar(text(f"SHOW {name}")) for name in LIMITS}
                assert found == LIMITS
            assert of_kind(QueuePool, engine.pool).checkedout() == size


async def test_a_call_without_a_connection_is_refused_soon_and_told_when_to_come_again(
    container: Container,
) -> None:
    port = await container.server.start()
    async with create_channel(f"127.0.0.1:{port}", token=TOKEN, default_timeout_seconds=30.0) as channel:
        stub = ticket_service_pb2_grpc.TicketServiceStub(channel)
        request = pb.GetTicketRequest(name="tickets/1")
        async with container.engine.connect(), container.engine.connect():
            started = time.monotonic()
            calls = [stub.GetTicket(request) for _ in range(8)]
            refusals = await asyncio.gather(*calls, return_exceptions=True)
            assert time.monotonic() - started < 20.0
        failures = [failure_of(of_kind(grpc.aio.AioRpcError, refusal)) for refusal in refusals]
        assert {(each.code, each.reason, each.retry_after) for each in failures} == {
            (grpc.StatusCode.RESOURCE_EXHAUSTED, "STORE_OVERLOADED", 1.0)
        }
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await stub.GetTicket(request)
        assert failure_of(caught.value).reason == "TICKET_NOT_FOUND"
    await container.server.drain(grace_seconds=1)


async def test_a_statement_that_takes_too_long(url: str) -> None:
    hasty = create_database_engine(url, application_name="t", statement_timeout_ms=50)
    with pytest.raises(StoreUnavailableError):
        await Reading(hasty).rows(text("SELECT pg_sleep(20)"))
    await hasty.dispose()


async def test_a_transaction_that_does_nothing_for_too_long(url: str) -> None:
    hasty = create_database_engine(url, application_name="idle", idle_in_transaction_timeout_ms=50)
    watching = Reading(create_database_engine(url, application_name="t"))
    there = text(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'idle' AND datname = current_database()"
    )

    async def dawdle() -> None:
        async with SqlAlchemyUnitOfWorkFactory(hasty, on_events=unheard)() as uow:
            await uow.users.lock_active_admins()
            async with asyncio.timeout(30):
                while await watching.rows(there):  # noqa: ASYNC110  # it tells nobody
                    await asyncio.sleep(0.01)
            await uow.users.lock_active_admins()

    with pytest.raises(StoreUnavailableError):
        await dawdle()
    await hasty.dispose()
    await watching.engine.dispose()
