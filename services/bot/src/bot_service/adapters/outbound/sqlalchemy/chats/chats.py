"""Private chats in PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.chats.chats import Chat
from fixline_chassis.driver.statements import Prepared, Row

SAVE: Final = text(
    """
    INSERT INTO chats (chat_id, user_name, language, reachable) VALUES (:chat_id, :user_name, :language, :reachable)
    ON CONFLICT (chat_id) DO UPDATE SET
        user_name = excluded.user_name, language = excluded.language, reachable = excluded.reachable, updated_at = now()
    """
)
GET: Final = Prepared(
    text("SELECT chat_id, user_name, language, reachable FROM chats WHERE chat_id = CAST(:chat_id AS bigint)")
)
OF_USERS: Final = Prepared(
    text(
        """
        SELECT chat_id, user_name, language, reachable FROM chats
        WHERE user_name = ANY(CAST(:user_names AS text[])) ORDER BY chat_id
        """
    )
)
WANTS_ANNOUNCEMENTS: Final = Prepared(
    text("SELECT announcements FROM chats WHERE chat_id = CAST(:chat_id AS bigint)")
)
SET_ANNOUNCEMENTS: Final = text("UPDATE chats SET announcements = :wanted WHERE chat_id = :chat_id")


class SqlChats:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._at_hand: dict[int, Chat | None] = {}

    def put_at_hand(self, chat_id: int, row: Row) -> None:
        """Keep what was read together with a claimed update, for whoever handles it: `get` hands it out once."""
        self._at_hand[chat_id] = chat_of(row, chat_id) if row["is_known"] else None

    def put_away(self, chat_id: int) -> None:
        """Forget what nobody asked for while the update was dealt with."""
        self._at_hand.pop(chat_id, None)

    async def save(self, chat: Chat) -> None:
        self.put_away(chat.chat_id)
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
        if chat_id in self._at_hand:
            return self._at_hand.pop(chat_id)
        row = await self._database.row(GET, chat_id=chat_id)
        return None if row is None else chat_of(row, chat_id)

    async def of_users(self, user_names: Sequence[str]) -> Sequence[Chat]:
        rows = await self._database.rows(OF_USERS, user_names=list(user_names))
        return [chat_of(row, row["chat_id"]) for row in rows]

    async def wants_announcements(self, chat_id: int) -> bool:
        row = await self._database.row(WANTS_ANNOUNCEMENTS, chat_id=chat_id)
        return row is None or bool(row["announcements"])

    async def set_announcements(self, chat_id: int, *, wanted: bool) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(SET_ANNOUNCEMENTS, {"chat_id": chat_id, "wanted": wanted})


def chat_of(row: Row, chat_id: int) -> Chat:
    return Chat(
        chat_id=chat_id, user_name=row["user_name"], language=row["language"], reachable=row["reachable"]
    )
