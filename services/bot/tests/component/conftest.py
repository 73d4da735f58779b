"""A process's stores and a real HTTP server around the webhook."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from fixline_chassis.database import create_database_engine

BOT_ID = 7_000_000_001


@dataclass(slots=True)
class Stored:
    inbox: SqlInbox
    database: Database

    async def updates(self) -> list[tuple[object, ...]]:
        return await self.rows("SELECT update_id, chat_id, type FROM inbox ORDER BY update_id")

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        async with self.database.transaction() as connection:
            return [tuple(row) for row in await connection.execute(text(query))]


@pytest.fixture
async def stored(migrated_database: Callable[[str], Awaitable[str]]) -> AsyncIterator[Stored]:
    engine = create_database_engine(await migrated_database("bot_service"), application_name="test")
    database = Database(engine)
    inbox = SqlInbox(
        database,
        Presence(database),
        BOT_ID,
        chats=SqlChats(database),
        workers=Slots(0),
        senders=Slots(0),
    )
    yield Stored(inbox, database)
    await engine.dispose()
