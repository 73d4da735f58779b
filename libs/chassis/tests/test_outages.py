"""What a real server's troubles look like at each of the places that meet them, and what is no outage."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InvalidRequestError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.database import create_database_engine
from fixline_chassis.driver.checkouts import CheckedOut
from fixline_chassis.driver.statements import Prepared
from fixline_chassis.driver.transaction import Transaction
from fixline_chassis.outages import Outage, OutagesTranslated, outage_of
from fixline_testing.own_postgres import FEW_CONNECTIONS, OwnPostgres

SHORT = text("SELECT pg_sleep(0.002)")


async def by_sqlalchemy(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(SHORT)


async def by_the_driver(engine: AsyncEngine) -> None:
    async with CheckedOut(engine) as driver:
        await driver.rows(Prepared(SHORT))


async def in_a_transaction(engine: AsyncEngine) -> None:
    async with Transaction(engine) as begun:
        await begun.driver.run(Prepared(SHORT))
        await begun.connection.execute(SHORT)
        await begun.commit()


Way = Callable[[AsyncEngine], Awaitable[None]]
WAYS: tuple[Way, ...] = (by_sqlalchemy, by_the_driver, in_a_transaction)


@asynccontextmanager
async def engine_on(url: str, *, pool_size: int = 10) -> AsyncIterator[AsyncEngine]:
    engine = create_database_engine(url, application_name="test", pool_size=pool_size)
    try:
        yield engine.execution_options(isolation_level="AUTOCOMMIT")
    finally:
        await engine.dispose()


async def failure_of(way: Way, engine: AsyncEngine) -> Exception | None:
    try:
        await way(engine)
    except Exception as error:  # noqa: BLE001  # what it is, is the question
        return error
    return None


async def outage(way: Way, engine: AsyncEngine) -> Outage | None:
    error = await failure_of(way, engine)
    assert error is not None
    return outage_of(error)


async def test_a_server_that_stops_and_starts(own_postgres: OwnPostgres) -> None:
    """Connections are refused, cut in the middle of statements, and told that the server is starting."""
    await own_postgres.start()
    failures: list[Exception] = []

    async def use(way: Way, engine: AsyncEngine) -> None:
        while True:
            if error := await failure_of(way, engine):
                failures.append(error)
            await asyncio.sleep(0.001)

    async with engine_on(own_postgres.server.url("postgres"), pool_size=12) as engine:
        using = [asyncio.create_task(use(way, engine)) for way in WAYS for _ in range(4)]
        for how in (signal.SIGINT, signal.SIGQUIT):
            await own_postgres.stop(how)
            failures_before = len(failures)
            while len(failures) == failures_before:  # noqa: ASYNC110  # they come from many tasks
                await asyncio.sleep(0.001)
            await own_postgres.start()
        for task in using:
            task.cancel()
        await asyncio.gather(*using, return_exceptions=True)
        await by_the_driver(engine)
    assert [error for error in failures if outage_of(error) is None] == []


async def test_no_connection_is_free_and_then_nobody_listens(own_postgres: OwnPostgres) -> None:
    own_postgres.settings = FEW_CONNECTIONS
    await own_postgres.start()
    async with engine_on(own_postgres.server.url("postgres")) as engine:
        async with own_postgres.exhausted():
            assert [await outage(way, engine) for way in WAYS] == [Outage("53300", is_overload=True)] * 3
        await own_postgres.stop()
        assert [await outage(way, engine) for way in WAYS] == [Outage("ConnectionRefusedError")] * 3


async def test_a_database_that_is_not_there_and_a_password_that_changed(
    empty_database: Callable[[], Awaitable[str]],
) -> None:
    url = await empty_database()
    for wrong, sign in ((f"{url}x", "3D000"), (url.replace("fixline:", "fixline:x"), "28P01")):
        async with engine_on(wrong) as engine:
            assert [await outage(way, engine) for way in WAYS] == [Outage(sign)] * 3


def statement_error(sqlstate: str) -> DBAPIError:
    return DBAPIError(
        "SELECT 1", None, asyncpg.PostgresError.new({"C": sqlstate, "M": "what the server said"})
    )


@pytest.mark.parametrize(
    ("error", "sign"),
    [
        (TimeoutError(), "TimeoutError"),
        (PoolTimeoutError(), "pool timeout"),
        *((statement_error(sign), sign) for sign in ("08006", "40P01", "40001", "55P03", "57014", "25P03")),
        (DBAPIError("SELECT 1", None, Exception(), connection_invalidated=True), "connection lost"),
        (
            asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress"),
            "connection ended",
        ),
    ],
)
def test_what_passes_by_itself(error: Exception, sign: str) -> None:
    outage = outage_of(error)
    assert outage is not None
    assert outage.sign == sign
    with pytest.raises(LookupError) as caught, OutagesTranslated(lambda each: LookupError(each.sign)):
        raise error
    assert (caught.value.args, caught.value.__cause__) == ((sign,), error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError(),
        InvalidRequestError(),
        statement_error("42703"),  # undefined_column
        statement_error("23505"),  # unique_violation
        statement_error("22P02"),  # invalid_text_representation
        DBAPIError("SELECT 1", None, Exception()),
        asyncpg.InternalClientError("cannot switch to state 15; another operation (12) is in progress"),
        asyncpg.InterfaceError("cannot perform operation: another operation is in progress"),
    ],
)
def test_what_does_not_is_a_bug(error: Exception) -> None:
    with pytest.raises(type(error)) as caught, OutagesTranslated(lambda each: LookupError(each.sign)):
        raise error
    assert caught.value is error


async def test_a_statement_that_is_wrong_is_a_bug(empty_database: Callable[[], Awaitable[str]]) -> None:
    async with engine_on(await empty_database()) as engine, engine.connect() as connection:
        with pytest.raises(ProgrammingError) as caught:
            await connection.execute(text("SELECT nothing FROM pg_class"))
    assert outage_of(caught.value) is None
