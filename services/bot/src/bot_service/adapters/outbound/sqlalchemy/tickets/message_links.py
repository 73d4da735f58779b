"""Which ticket a message is about, in PostgreSQL."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.tickets.message_links import ToldMessage
from bot_service.domain.deliveries.opened_rows import OpenedRows
from bot_service.domain.deliveries.outgoing import LIVE, MessageRole
from fixline_chassis.driver.statements import Prepared

LINK_OF: Final = Prepared(
    text(
        """
        SELECT ticket, role FROM message_links
        WHERE chat_id = CAST(:chat_id AS bigint) AND message_id = CAST(:message_id AS bigint)
        """
    )
)
# Of the newest messages: ids rise with time within a chat, and nobody is told of more in an hour.
TALKED_ABOUT: Final = Prepared(
    text(
        """
        SELECT ticket FROM (
            SELECT message_id, ticket, role, created_at FROM message_links
            WHERE chat_id = CAST(:chat_id AS bigint) ORDER BY message_id DESC LIMIT 100
        ) AS newest
        WHERE role <> 'card' AND created_at > now() - CAST(:within AS interval)
        GROUP BY ticket ORDER BY max(message_id) DESC
        """
    )
)
# What was never sent has no message, and a call whose fate is unknown none that can be named. What has not gone out
# yet, and what is held for the end of quiet hours or a digest, nobody has read.
TOLD_OF: Final = Prepared(
    text(
        """
        SELECT chat_id, cause, n, at FROM (
            SELECT chat_id, cause, n, coalesce(finished_at, now()) AS at, false AS is_held, id FROM deliveries
            WHERE cause = ANY (CAST(:causes AS text[])) AND role IN ('notice', 'other') AND ticket IS NOT NULL
              AND method = 'sendMessage' AND state IN ('PENDING', 'PARKED', 'SENT')
            UNION ALL
            SELECT chat_id, cause, n, now(), true, id FROM held_calls
            WHERE cause = ANY (CAST(:causes AS text[])) AND role = 'notice' AND delivery ->> 'method' = 'sendMessage'
        ) AS told
        ORDER BY is_held, id
        """
    )
)
# As the index on them has it: of all that goes out, very little is that.
TOLD_BESIDE: Final = Prepared(
    text(
        """
        SELECT chat_id, cause, n, at FROM (
            SELECT chat_id, cause, n, coalesce(finished_at, now()) AS at, false AS is_held, id FROM deliveries
            WHERE split_part(cause, '/beside/', 1) = CAST(:comment AS text) AND strpos(cause, '/beside/') > 0
              AND role = 'other' AND ticket IS NOT NULL AND state IN ('PENDING', 'PARKED', 'SENT')
            UNION ALL
            SELECT chat_id, cause, n, now(), true, id FROM held_calls
            WHERE split_part(cause, '/beside/', 1) = CAST(:comment AS text) AND strpos(cause, '/beside/') > 0
              AND role = 'other'
        ) AS told
        ORDER BY is_held, id
        """
    )
)
DEMOTE: Final = text(
    """
    UPDATE message_links SET role = 'other'
    WHERE chat_id = :chat_id AND ticket = :ticket AND role = :role AND message_id <> :message_id
    """
)
LINK: Final = text(
    """
    INSERT INTO message_links (chat_id, message_id, ticket, role, appearance, thread_id)
    VALUES (:chat_id, :message_id, :ticket, :role, :appearance, :thread_id)
    ON CONFLICT (chat_id, message_id) DO UPDATE SET
        ticket = excluded.ticket, role = excluded.role, appearance = excluded.appearance,
        thread_id = coalesce(excluded.thread_id, message_links.thread_id)
    """
)
TOPIC_OF: Final = text(
    "SELECT thread_id FROM message_links WHERE chat_id = :chat_id AND message_id = :message_id"
)
SHOW: Final = text(
    """
    UPDATE message_links SET appearance = :appearance
    WHERE chat_id = :chat_id AND message_id = :message_id AND appearance IS DISTINCT FROM :appearance
    """
)
# What a card shows where nothing is opened stays known while rows are opened on it.
BEGIN: Final = text(
    """
    UPDATE message_links SET
        appearance = CASE WHEN :only_opens THEN appearance END, opened = CAST(:opened AS json)
    WHERE chat_id = :chat_id AND message_id = :message_id
    """
)


@dataclass(frozen=True, slots=True)
class LinkedTo:
    """What a message is about, and to it; how it looks and which topic it is in, where that is known."""

    ticket: int
    role: MessageRole
    appearance: str | None = None
    thread_id: int | None = None


class SqlMessageLinks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        row = await self._database.row(LINK_OF, chat_id=chat_id, message_id=message_id)
        return None if row is None else int(row["ticket"])

    async def talked_about(self, chat_id: int, within: timedelta) -> Sequence[int]:
        rows = await self._database.rows(TALKED_ABOUT, chat_id=chat_id, within=within)
        return [int(row["ticket"]) for row in rows]

    async def told_of(self, causes: Sequence[str]) -> Sequence[ToldMessage]:
        rows = await self._database.rows(TOLD_OF, causes=[*causes])
        return [ToldMessage(**row) for row in rows]

    async def told_beside(self, comment: str) -> Sequence[ToldMessage]:
        rows = await self._database.rows(TOLD_BESIDE, comment=comment)
        return [ToldMessage(**row) for row in rows]

    async def note(self, chat_id: int, message_id: int, ticket: int) -> None:
        async with self._database.transaction() as connection:
            await write_links(connection, chat_id, [message_id], LinkedTo(ticket, MessageRole.OTHER))

    async def role_of(self, chat_id: int, message_id: int) -> MessageRole | None:
        row = await self._database.row(LINK_OF, chat_id=chat_id, message_id=message_id)
        return None if row is None else MessageRole(row["role"])


async def write_links(
    connection: AsyncConnection, chat_id: int, message_ids: Sequence[int], to: LinkedTo
) -> None:
    """Link messages to their ticket; a new live one takes the place of the old one."""
    for message_id in message_ids:
        link = {"chat_id": chat_id, "message_id": message_id, **asdict(to)}
        if to.role in LIVE:
            await connection.execute(DEMOTE, link)
        await connection.execute(LINK, link)


async def topic_of(connection: AsyncConnection, chat_id: int, message_id: int | None) -> int | None:
    """Return the topic that a message about a ticket is in; None outside of topics, and where that is not known."""
    found: int | None = await connection.scalar(TOPIC_OF, {"chat_id": chat_id, "message_id": message_id})
    return found


async def write_appearance(
    connection: AsyncConnection, chat_id: int, message_ids: Sequence[int], appearance: str | None
) -> None:
    """Keep what messages show now, as far as they are about a ticket; None when nobody knows."""
    for message_id in message_ids:
        shown = {"chat_id": chat_id, "message_id": message_id, "appearance": appearance}
        await connection.execute(SHOW, shown)


async def write_start(
    connection: AsyncConnection,
    chat_id: int,
    message_id: int,
    opened: OpenedRows | None,
    *,
    only_opens: bool,
) -> None:
    """Keep that a message about a ticket is about to be changed, and what it has open then."""
    begun = {"chat_id": chat_id, "message_id": message_id, "only_opens": only_opens}
    kept = None if opened is None else json.dumps(asdict(opened))
    await connection.execute(BEGIN, begun | {"opened": kept})
