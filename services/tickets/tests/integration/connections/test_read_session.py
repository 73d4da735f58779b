"""The reads of one query share a connection, and give it back whatever happens."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import QueuePool

from fixline_chassis.database import create_database_engine
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.read_session import SqlAlchemyReadSessionFactory
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import TicketId


@pytest.fixture
async def engine(migrated_database: Callable[[str], Awaitable[str]]) -> AsyncIterator[AsyncEngine]:
    url = await migrated_database("tickets_service")
    engine = create_database_engine(url, application_name="test", pool_size=1, pool_timeout_seconds=0.1)
    yield engine
    await engine.dispose()


@pytest.fixture
def open_session(engine: AsyncEngine) -> SqlAlchemyReadSessionFactory:
    return SqlAlchemyReadSessionFactory(Reading(engine))


def in_use(engine: AsyncEngine) -> int:
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


async def test_one_connection_for_all_reads(
    engine: AsyncEngine, open_session: SqlAlchemyReadSessionFactory
) -> None:
    async with open_session() as read:
        assert in_use(engine) == 0  # none before it is needed
        assert await read.users.find(UserId(1)) is None
        assert await read.tickets.find(TicketId(1)) is None
        assert in_use(engine) == 1
    assert in_use(engine) == 0


async def test_a_session_that_reads_nothing_takes_none(
    engine: AsyncEngine, open_session: SqlAlchemyReadSessionFactory
) -> None:
    async with open_session():
        pass
    assert in_use(engine) == 0


async def test_it_goes_back_after_a_failure(
    engine: AsyncEngine, open_session: SqlAlchemyReadSessionFactory
) -> None:
    async def fail() -> None:
        async with open_session() as read:
            await read.users.find(UserId(1))
            raise ValueError("no reason")

    with pytest.raises(ValueError, match="no reason"):
        await fail()
    assert in_use(engine) == 0
