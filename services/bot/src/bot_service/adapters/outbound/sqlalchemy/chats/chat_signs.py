"""Applies what is known of a chat: that it can be reached, that it cannot, that it has a new id."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.queues.by_key import UNSENT
from bot_service.domain.chats.chat_sign import ChatSign, MovedTo, Reachability

REACHABLE: Final = (
    text("UPDATE chats SET reachable = true, updated_at = now() WHERE chat_id = :chat_id AND NOT reachable"),
    text(
        "UPDATE deliveries SET state = 'PENDING', finished_at = NULL WHERE chat_id = :chat_id AND state = 'PARKED'"
    ),
)
UNREACHABLE: Final = (
    text("UPDATE chats SET reachable = false, updated_at = now() WHERE chat_id = :chat_id AND reachable"),
    text(
        """
        UPDATE deliveries SET state = 'PARKED', error = :error
        WHERE chat_id = :chat_id AND state = 'PENDING' AND claimed_by IS NULL
        """
    ),
)
MOVED: Final = (
    # Messages keep no id over the move, nor do topics: the next card is a new message.
    text("DELETE FROM message_links WHERE chat_id = :chat_id"),
    text("DELETE FROM topics WHERE chat_id = :chat_id"),
    text("UPDATE staff_group SET chat_id = :new_chat_id WHERE chat_id = :chat_id"),
    text(f"UPDATE deliveries SET chat_id = :new_chat_id WHERE {UNSENT}"),  # noqa: S608  # our own constant
    text(
        """
        UPDATE inbox SET chat_id = :new_chat_id
        WHERE chat_id = :chat_id AND state = 'PENDING' AND claimed_by IS NULL
        """
    ),
)


async def apply_sign(connection: AsyncConnection, chat_id: int, sign: ChatSign, error: str = "") -> None:
    match sign:
        case Reachability.REACHABLE:
            for statement in REACHABLE:
                await connection.execute(statement, {"chat_id": chat_id})
        case Reachability.UNREACHABLE:
            await connection.execute(UNREACHABLE[0], {"chat_id": chat_id})
            await connection.execute(UNREACHABLE[1], {"chat_id": chat_id, "error": error})
        case MovedTo(new_chat_id):
            for statement in MOVED:
                parameters = {"chat_id": chat_id, "new_chat_id": new_chat_id}
                await connection.execute(statement, parameters)
        case None:
            pass
