"""A server that vanished without a word: its connections stay open, and nothing that is asked on them is answered."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis import database
from fixline_chassis.database import create_database_engine
from fixline_chassis.driver.checkouts import CheckedOut
from fixline_chassis.driver.pool import DOUBT_SECONDS
from fixline_chassis.driver.statements import Prepared
from fixline_chassis.driver.transaction import ROLLBACK_SECONDS, Transaction
from fixline_chassis.outages import outage_of
from fixline_testing.wire import Wire, wire_to

CONNECTIONS = 2
PID = Prepared(select(text("pg_backend_pid() AS pid")))
Ask = Callable[[AsyncEngine], Awaitable[int]]


@pytest.fixture
async def url(empty_database: Callable[[], Awaitable[str]]) -> str:
    return await empty_database()


@pytest.fixture
async def wire(url: str) -> AsyncIterator[Wire]:
    port = make_url(url).port
    assert port is not None
    async with wire_to(port) as wire:
        yield wire


@pytest.fixture
async def engine(url: str, wire: Wire) -> AsyncIterator[AsyncEngine]:
    by_wire = make_url(url).set(host="127.0.0.1", port=wire.port).render_as_string(hide_password=False)
    engine = create_database_engine(
        by_wire, application_name="test", pool_size=CONNECTIONS, statement_timeout_ms=500
    )
    yield engine.execution_options(isolation_level="AUTOCOMMIT")
    await engine.dispose()


async def by_sqlalchemy(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int(await connection.scalar(text("SELECT pg_backend_pid()")) or 0)


async def by_driver(engine: AsyncEngine) -> int:
    async with CheckedOut(engine) as driver:
        return int((await driver.rows(PID))[0]["pid"])


async def by_transaction(engine: AsyncEngine) -> int:
    async with Transaction(engine) as begun:
        return int((await begun.driver.rows(PID))[0]["pid"])


@pytest.mark.parametrize("ask", [by_sqlalchemy, by_driver, by_transaction])
async def test_who_gives_up_leaves_no_dead_connection_to_the_next(
    engine: AsyncEngine, wire: Wire, ask: Ask
) -> None:
    before = set(await asyncio.gather(*(ask(engine) for _ in range(CONNECTIONS))))
    wire.swallow()

    async def impatient() -> int | None:
        with suppress(TimeoutError):
            async with asyncio.timeout(0.2):
                return await ask(engine)
        return None

    gave_up = await asyncio.gather(*(impatient() for _ in range(CONNECTIONS)))
    assert gave_up == [None] * CONNECTIONS
    began = time.monotonic()
    async with asyncio.timeout(20):
        after = set(await asyncio.gather(*(ask(engine) for _ in range(CONNECTIONS))))
    assert time.monotonic() - began < CONNECTIONS * (DOUBT_SECONDS + ROLLBACK_SECONDS)
    assert not after & before


@pytest.mark.parametrize("ask", [by_sqlalchemy, by_driver, by_transaction])
async def test_a_statement_without_an_answer_is_an_outage_for_who_waits_for_ever(
    url: str, wire: Wire, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "VANISHED_SECONDS", 0.2)
    by_wire = make_url(url).set(host="127.0.0.1", port=wire.port).render_as_string(hide_password=False)
    engine = create_database_engine(
        by_wire, application_name="test", pool_size=1, statement_timeout_ms=100
    ).execution_options(isolation_level="AUTOCOMMIT")
    before = await ask(engine)
    wire.swallow()
    with pytest.raises(Exception) as caught:  # noqa: PT011  # which, is the question
        await ask(engine)
    assert outage_of(caught.value) is not None
    assert await ask(engine) != before
    await engine.dispose()
