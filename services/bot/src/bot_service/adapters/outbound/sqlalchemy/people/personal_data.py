"""What the bot's database knows of a person."""

import json
from typing import Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.people.personal_data import Erased

# Chats that were told of the person's tickets: cards, notices and lists there name and quote them, and so do taps on
# these. What has gone out or was dealt with is kept for complaints alone; nothing reads its text again.
AUDIENCE: Final = """
    chat_id IN (
        SELECT heard.chat_id FROM message_links AS heard
        JOIN message_links AS own ON own.ticket = heard.ticket AND own.chat_id = :id
        WHERE heard.chat_id <> :id
    )
"""
QUOTES: Final = (
    f"state IN ('SENT', 'SUPERSEDED', 'FAILED', 'UNKNOWN') AND arguments::text <> '{{}}' AND {AUDIENCE}"
)
# As text: what people may send as JSON is not all that PostgreSQL can take apart. An id is one of nobody else.
MENTIONS: Final = f"""
    chat_id <> :id AND payload::text <> json_build_object('update_id', update_id)::text
    AND (
        (state <> 'PENDING' AND payload::text ~ ('"id": ?' || :id || '[,}}]'))
        OR (state IN ('DONE', 'SKIPPED') AND {AUDIENCE})
    )
"""
STATEMENTS: Final[dict[str, TextClause]] = {
    "texts in messages to others": text(
        f"UPDATE deliveries SET arguments = '{{}}', otherwise = NULL WHERE {QUOTES}"  # noqa: S608  # our own constants
    ),
    "messages to the person": text("DELETE FROM deliveries WHERE chat_id = :id"),
    "messages held for the person": text("DELETE FROM held_calls WHERE chat_id = :id"),
    "updates of the person": text("DELETE FROM inbox WHERE chat_id = :id"),
    "updates of others": text(
        f"""
        UPDATE inbox SET
            payload = json_build_object('update_id', update_id), error = '',
            state = CASE state WHEN 'DEAD' THEN 'SKIPPED' ELSE state END
        WHERE {MENTIONS}
        """  # noqa: S608  # our own constants
    ),
    "kept conversations": text("DELETE FROM kept_conversations WHERE :id IN (chat_id, user_id)"),
    "choices of reports": text("DELETE FROM report_readers WHERE chat_id = :id"),
    "announcements by the person": text("DELETE FROM broadcasts WHERE chat_id = :id"),
    "announcements to the person": text("DELETE FROM broadcast_recipients WHERE chat_id = :id"),
    "quick replies": text(
        "DELETE FROM quick_replies WHERE owner IN (SELECT user_name FROM chats WHERE chat_id = :id)"
    ),
    "changes of several requests": text(
        "DELETE FROM bulk_jobs WHERE person IN (SELECT user_name FROM chats WHERE chat_id = :id)"
    ),
    "notes in topics": text(
        "DELETE FROM topic_notes WHERE author IN (SELECT user_name FROM chats WHERE chat_id = :id)"
    ),
    "topics of requests": text("DELETE FROM topics WHERE chat_id = :id"),
    "tables of requests": text("DELETE FROM exports WHERE chat_id = :id"),
    "links of messages": text("DELETE FROM message_links WHERE chat_id = :id"),
    "chats": text("DELETE FROM chats WHERE chat_id = :id"),
}
"""In this order: the links say which tickets others were told of, and the chat whose the replies are."""
RECORD: Final = text(
    "INSERT INTO erasures (asked_by, reason, erased) VALUES (:asked_by, :reason, CAST(:erased AS json))"
)


class SqlPersonalData:
    """One transaction; a private chat has the number of its person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self, telegram_id: int) -> Erased:
        async with self._database.transaction() as connection:
            erased = await run(connection, telegram_id)
            await connection.rollback()
        return erased

    async def erase(self, telegram_id: int) -> Erased:
        async with self._database.transaction() as connection:
            return await run(connection, telegram_id)


async def run(connection: AsyncConnection, telegram_id: int) -> Erased:
    return {
        kind: (await connection.execute(statement, {"id": telegram_id})).rowcount
        for kind, statement in STATEMENTS.items()
    }


class SqlErasures:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, *, asked_by: str, reason: str, erased: Erased) -> None:
        values = {"asked_by": asked_by, "reason": reason, "erased": json.dumps(dict(erased))}
        async with self._database.transaction() as connection:
            await connection.execute(RECORD, values)
