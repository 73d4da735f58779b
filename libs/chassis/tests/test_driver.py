"""Statements and transactions on the driver itself, and what they leave behind."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import asyncpg
import pytest
from sqlalchemy import Integer, bindparam, column, literal, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from fixline_chassis.database import create_database_engine
from fixline_chassis.driver.checkouts import CheckedOut
from fixline_chassis.driver.statements import Prepared
from fixline_chassis.driver.transaction import Transaction
from fixline_testing.connections import connected

NUMBER = Prepared(select(bindparam("number", type_=Integer).label("number")))
BACKEND = Prepared(select(text("pg_backend_pid() AS pid"), text("txid_current_if_assigned() AS transaction")))
WRITE = Prepared(text("INSERT INTO things VALUES (:thing)"))
COUNT = Prepared(select(text("count(*) AS count FROM things")))


@pytest.fixture
async def engine(empty_database: Callable[[], Awaitable[str]]) -> AsyncIterator[AsyncEngine]:
    """One connection, so that whoever comes next gets the very same."""
    engine = create_database_engine(await empty_database(), application_name="test", pool_size=1)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE things (thing text)"))
    yield engine.execution_options(isolation_level="AUTOCOMMIT")
    await engine.dispose()


async def things(engine: AsyncEngine) -> int:
    async with CheckedOut(engine) as driver:
        return int((await driver.rows(COUNT))[0]["count"])


async def test_values_and_what_is_part_of_the_statement(engine: AsyncEngine) -> None:
    mixed = Prepared(select(bindparam("given", type_=JSONB).label("given"), literal(7).label("fixed")))
    async with CheckedOut(engine) as driver:
        row = await driver.row(mixed, given={"a": [1, None]})
        assert row is not None
        assert (row["given"], row["fixed"]) == ({"a": [1, None]}, 7)
        with pytest.raises(KeyError, match="given"):
            await driver.row(mixed)


def test_a_text_that_depends_on_values_is_refused() -> None:
    with pytest.raises(TypeError, match="depends on its values"):
        Prepared(select(column("a")).where(column("a").in_([1, 2])))


async def test_what_is_not_committed_is_rolled_back(engine: AsyncEngine) -> None:
    async with Transaction(engine) as begun:
        await begun.driver.run(WRITE, thing="lamp")
    assert await things(engine) == 0
    async with Transaction(engine) as begun:
        await begun.driver.run(WRITE, thing="lamp")
        # SQLAlchemy's own statements on the connection are part of it.
        assert await begun.connection.scalar(text("SELECT count(*) FROM things")) == 1
        await begun.commit()
    assert await things(engine) == 1


async def test_after_a_failure_the_connection_is_as_new(engine: AsyncEngine) -> None:
    async def fails() -> None:
        async with Transaction(engine) as begun:
            await begun.driver.run(WRITE, thing="lamp")
            await begun.driver.run(Prepared(text("INSERT INTO nowhere VALUES (1)")))

    with pytest.raises(asyncpg.UndefinedTableError):
        await fails()
    async with Transaction(engine) as begun:
        await begun.driver.run(WRITE, thing="door")
        await begun.commit()
    assert await things(engine) == 1


@pytest.mark.parametrize("cancellations", [1, 2, 3])
async def test_a_cancelled_caller_leaves_no_transaction_behind(
    engine: AsyncEngine, cancellations: int
) -> None:
    entered = asyncio.Event()

    async def work() -> None:
        async with Transaction(engine) as begun:
            await begun.driver.run(WRITE, thing="lamp")
            entered.set()
            await begun.driver.run(Prepared(select(text("pg_sleep(60)"))))

    task = asyncio.create_task(work())
    await entered.wait()
    for _ in range(cancellations):  # the later ones interrupt the tidying up
        task.cancel()
        await asyncio.sleep(0)
    with suppress(asyncio.CancelledError):
        await task
    async with Transaction(engine) as begun:
        await begun.driver.run(WRITE, thing="door")
        await begun.commit()
    assert await things(engine) == 1


async def test_connections_that_ended_unused_are_replaced(engine: AsyncEngine) -> None:
    for attempt in (CheckedOut, Transaction):
        async with CheckedOut(engine) as driver:
            before = (await driver.rows(BACKEND))[0]["pid"]
        async with connected(engine.url) as admin:
            await admin.fetchval("SELECT pg_terminate_backend($1, 5000)", before)
        async with asyncio.timeout(10):
            while not await is_replaced(engine, attempt, before):  # noqa: ASYNC110  # nothing tells
                await asyncio.sleep(0.01)


async def test_connections_that_are_too_old_are_replaced(engine: AsyncEngine) -> None:
    for attempt in (CheckedOut, Transaction):
        pooled = await engine.raw_connection()
        assert pooled.driver_connection is not None
        before = pooled.driver_connection.get_server_pid()
        pooled.invalidate(soft=True)
        pooled.close()
        assert await is_replaced(engine, attempt, before)


async def test_who_waits_longest_gets_what_comes_free(engine: AsyncEngine) -> None:
    """SQLAlchemy's own waiters and the driver's stand in one queue."""
    served: list[str] = []

    async def through_sqlalchemy(name: str) -> None:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
            served.append(name)

    async def on_the_driver(name: str) -> None:
        async with CheckedOut(engine) as driver:
            await driver.row(NUMBER, number=1)
            served.append(name)

    async with asyncio.TaskGroup() as group, CheckedOut(engine):
        for number, wait in enumerate((on_the_driver, through_sqlalchemy, on_the_driver)):
            group.create_task(wait(f"{number}"))
            for _ in range(10):  # until it stands in the queue
                await asyncio.sleep(0)
        assert not served
    assert served == ["0", "1", "2"]


async def test_nobody_who_comes_later_overtakes_who_waits(engine: AsyncEngine) -> None:
    """Whoever asks just when a connection is given back, on either way, stands behind those who wait."""
    served: list[str] = []

    async def waits(name: str) -> None:
        async with CheckedOut(engine) as driver:
            served.append(name)
            await driver.row(NUMBER, number=1)

    async def comes_through_sqlalchemy(name: str) -> None:
        async with engine.connect():
            served.append(name)

    async with asyncio.TaskGroup() as group:
        async with CheckedOut(engine):
            for number in range(3):
                group.create_task(waits(f"{number}"))
            await asyncio.sleep(0)
        # Given back, and whoever was called has not run yet.
        group.create_task(comes_through_sqlalchemy("late, through SQLAlchemy"))
        late = CheckedOut(engine)
        async with late:
            served.append("late")
    assert served[:3] == ["0", "1", "2"]
    assert set(served[3:]) == {"late", "late, through SQLAlchemy"}


async def test_what_is_given_to_whoever_gives_up_just_then_goes_to_the_next(engine: AsyncEngine) -> None:
    next_one = CheckedOut(engine)
    async with CheckedOut(engine):
        first, second = (asyncio.create_task(each.open()) for each in (CheckedOut(engine), next_one))
        for _ in range(3):  # until both stand in the queue
            await asyncio.sleep(0)
    first.cancel()
    async with asyncio.timeout(5):
        await second
    next_one.close()
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_none_that_gets_free_in_time(empty_database: Callable[[], Awaitable[str]]) -> None:
    engine = create_database_engine(
        await empty_database(), application_name="test", pool_size=1, pool_timeout_seconds=0.05
    )
    async with CheckedOut(engine):
        with pytest.raises(PoolTimeoutError, match="none of 1 connections got free"):
            await CheckedOut(engine).open()
    async with CheckedOut(engine) as driver:
        assert await driver.row(NUMBER, number=1)
    await engine.dispose()


async def test_whoever_gives_up_waiting_takes_nothing_along(engine: AsyncEngine) -> None:
    async with CheckedOut(engine):
        waiting = asyncio.create_task(CheckedOut(engine).open())
        await asyncio.sleep(0)
        waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await things(engine) == 0


async def test_a_server_that_is_away_costs_the_pool_no_place() -> None:
    engine = create_database_engine(
        "postgresql+asyncpg://nobody@127.0.0.1:1/none", application_name="test", pool_size=1
    )
    for _ in range(3):  # a place that is lost would be waited for
        with pytest.raises(OSError, match="onnect"):
            await CheckedOut(engine).open()


async def test_an_engine_without_such_a_pool_is_refused() -> None:
    with pytest.raises(TypeError, match="create_database_engine"):
        CheckedOut(create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:1/none"))


async def is_replaced(engine: AsyncEngine, attempt: Callable[..., object], before: int) -> bool:
    """Say whether a new connection answers; False while the end of the old one has not been noticed."""
    try:
        if attempt is Transaction:
            async with Transaction(engine) as begun:
                return bool((await begun.driver.rows(BACKEND))[0]["pid"] != before)
        async with CheckedOut(engine) as driver:
            return bool((await driver.rows(BACKEND))[0]["pid"] != before)
    except (asyncpg.PostgresConnectionError, asyncpg.AdminShutdownError, asyncpg.InterfaceError, OSError):
        return False


async def test_sqlalchemy_tells_of_the_pool_under_its_own_name(
    engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    """Where it says so, services are told what is wrong alone (`QUIET` of the logs)."""
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.INFO, logger="sqlalchemy")
    await engine.dispose()
    assert {line.name.split(".")[0] for line in caplog.records if "Pool" in line.message} == {"sqlalchemy"}
