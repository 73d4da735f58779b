"""Conversations of the time that Valkey was away, in PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.conversation_records import Record, record_in
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.chats.conversations import ConversationKey
from fixline_chassis.driver.statements import Prepared

THIS: Final = (
    "bot_id = CAST(:bot_id AS bigint)"
    " AND chat_id = CAST(:chat_id AS bigint) AND user_id = CAST(:user_id AS bigint)"
)
READ: Final = Prepared(text(f"SELECT record FROM kept_conversations WHERE {THIS}"))  # noqa: S608  # ours alone
WRITE: Final = Prepared(
    text(
        """
        INSERT INTO kept_conversations (bot_id, chat_id, user_id, update_id, record)
        VALUES (CAST(:bot_id AS bigint), CAST(:chat_id AS bigint), CAST(:user_id AS bigint),
                CAST(:update_id AS bigint), CAST(:record AS text))
        ON CONFLICT (bot_id, chat_id, user_id) DO UPDATE SET update_id = excluded.update_id, record = excluded.record
        """
    )
)
SOME: Final = Prepared(
    text("SELECT bot_id, chat_id, user_id, record FROM kept_conversations LIMIT CAST(:most AS bigint)")
)
FORGET: Final = Prepared(
    text(f"DELETE FROM kept_conversations WHERE {THIS} AND update_id = CAST(:update_id AS bigint)")  # noqa: S608  # the same
)


class SqlConversationStore:
    """Every method raises `UnavailableError` while the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, key: ConversationKey) -> Record | None:
        row = await self._database.row(READ, bot_id=key.bot_id, chat_id=key.chat_id, user_id=key.user_id)
        return None if row is None else record_in(row["record"])

    async def write(self, key: ConversationKey, record: Record) -> None:
        await self._database.rows(
            WRITE,
            bot_id=key.bot_id,
            chat_id=key.chat_id,
            user_id=key.user_id,
            update_id=record.update_id,
            record=record.model_dump_json(),
        )

    async def some(self, most: int) -> Sequence[tuple[ConversationKey, Record]]:
        """Return up to `most` of them, in no order."""
        return [
            (
                ConversationKey(bot_id=row["bot_id"], chat_id=row["chat_id"], user_id=row["user_id"]),
                Record.model_validate_json(row["record"]),
            )
            for row in await self._database.rows(SOME, most=most)
        ]

    async def forget(self, key: ConversationKey, update_id: int) -> None:
        """Delete the conversation, unless a later update was kept meanwhile."""
        await self._database.rows(
            FORGET, bot_id=key.bot_id, chat_id=key.chat_id, user_id=key.user_id, update_id=update_id
        )
