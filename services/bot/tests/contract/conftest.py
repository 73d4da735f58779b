"""The bot's own database, for the stores on it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from fixline_chassis.database import create_database_engine


@pytest.fixture
async def database(migrated_database: Callable[[str], Awaitable[str]]) -> AsyncIterator[Database]:
    engine = create_database_engine(await migrated_database("bot_service"), application_name="test")
    yield Database(engine)
    await engine.dispose()
