"""Which ticket a message is about, in PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.database import Database
from bot_service.domain.outgoing import MessageRole

TICKET_OF: Final = text(
    "SELECT ticket FROM message_links WHERE chat_id = :chat_id AND message_id = :message_id"
)
DEMOTE: Final = text(
    """
    UPDATE message_links SET role = 'other'
    WHERE chat_id = :chat_id AND ticket = :ticket AND role = 'card' AND message_id <> :message_id
    """
)
LINK: Final = text(
    """
    INSERT INTO message_links (chat_id, message_id, ticket, role) VALUES (:chat_id, :message_id, :ticket, :role)
    ON CONFLICT (chat_id, message_id) DO UPDATE SET ticket = excluded.ticket, role = excluded.role
    """
)


class SqlMessageLinks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        async with self._database.transaction() as connection:
            found: int | None = await connection.scalar(
                TICKET_OF, {"chat_id": chat_id, "message_id": message_id}
            )
            return found


async def write_links(
    connection: AsyncConnection, chat_id: int, message_ids: Sequence[int], ticket: int, role: MessageRole
) -> None:
    """Link messages to their ticket; a new card takes the place of the old one."""
    for message_id in message_ids:
        link = {"chat_id": chat_id, "message_id": message_id, "ticket": ticket}
        if role is MessageRole.CARD:
            await connection.execute(DEMOTE, link)
        await connection.execute(LINK, {**link, "role": role})
