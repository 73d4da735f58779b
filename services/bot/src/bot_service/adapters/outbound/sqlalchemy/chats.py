"""Private chats in PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import RowMapping, text

from bot_service.adapters.outbound.sqlalchemy.database import Database
from bot_service.application.ports.chats import Chat

SAVE: Final = text(
    """
    INSERT INTO chats (chat_id, user_name, language, reachable) VALUES (:chat_id, :user_name, :language, :reachable)
    ON CONFLICT (chat_id) DO UPDATE SET
        user_name = excluded.user_name, language = excluded.language, reachable = excluded.reachable, updated_at = now()
    """
)
GET: Final = text("SELECT chat_id, user_name, language, reachable FROM chats WHERE chat_id = :chat_id")
OF_USERS: Final = text(
    """
    SELECT chat_id, user_name, language, reachable FROM chats
    WHERE user_name = ANY(CAST(:user_names AS text[])) ORDER BY chat_id
    """
)


class SqlChats:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, chat: Chat) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(
                SAVE,
                {
                    "chat_id": chat.chat_id,
                    "user_name": chat.user_name,
                    "language": chat.language,
                    "reachable": chat.reachable,
                },
            )

    async def get(self, chat_id: int) -> Chat | None:
        async with self._database.transaction() as connection:
            row = (await connection.execute(GET, {"chat_id": chat_id})).mappings().one_or_none()
        return None if row is None else chat_of(row)

    async def of_users(self, user_names: Sequence[str]) -> Sequence[Chat]:
        async with self._database.transaction() as connection:
            rows = await connection.execute(OF_USERS, {"user_names": list(user_names)})
            return [chat_of(row) for row in rows.mappings()]


def chat_of(row: RowMapping) -> Chat:
    return Chat(**row)
