"""Topics of tickets in PostgreSQL."""

import hashlib
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.topics.topics import Topic, TopicLook

PATIENCE: Final = 20
"""Seconds. Telegram tells of a topic within one or two; where updates pile up, it takes longer."""
OF: Final = text(
    """
    SELECT thread_id, name, icon, is_closed, coalesce(put_off_until > now(), false) AS is_put_off FROM topics
    WHERE chat_id = :chat_id AND ticket = :ticket
    """
)
TICKET_IN: Final = text("SELECT ticket FROM topics WHERE chat_id = :chat_id AND thread_id = :thread_id")
BEGIN: Final = text(
    """
    INSERT INTO topics (chat_id, ticket, begun_at) VALUES (:chat_id, :ticket, now())
    ON CONFLICT (chat_id, ticket) DO UPDATE SET begun_at = now()
    WHERE topics.begun_at IS NULL OR topics.begun_at <= now() - make_interval(secs => :patience)
    """
)
LEFT: Final = text(
    """
    SELECT greatest(1, :patience - extract(epoch FROM now() - begun_at))::float AS seconds FROM topics
    WHERE chat_id = :chat_id AND ticket = :ticket
    """
)
STOP: Final = text("UPDATE topics SET begun_at = NULL WHERE chat_id = :chat_id AND ticket = :ticket")
PUT_OFF: Final = text(
    """
    UPDATE topics SET
        begun_at = NULL, refusals = refusals + 1,
        put_off_until = now() + make_interval(mins => least(1440, 2 ^ least(refusals, 11))::integer)
    WHERE chat_id = :chat_id AND ticket = :ticket
    """
)
MADE: Final = text(
    """
    INSERT INTO topics (chat_id, ticket, thread_id, name, icon, is_closed)
    VALUES (:chat_id, :ticket, :thread_id, :name, :icon, false)
    ON CONFLICT (chat_id, ticket) DO UPDATE SET
        thread_id = coalesce(topics.thread_id, excluded.thread_id), begun_at = NULL, refusals = 0, put_off_until = NULL,
        name = CASE WHEN coalesce(topics.thread_id, excluded.thread_id) = excluded.thread_id THEN excluded.name END,
        icon = CASE WHEN coalesce(topics.thread_id, excluded.thread_id) = excluded.thread_id THEN excluded.icon END,
        is_closed = CASE WHEN coalesce(topics.thread_id, excluded.thread_id) = excluded.thread_id THEN false END
    RETURNING thread_id
    """
)
# Only one that was asked for: a topic that a person made and called so is no ticket's.
ADOPT: Final = text(
    """
    UPDATE topics SET thread_id = :thread_id, begun_at = NULL, name = NULL, icon = NULL, is_closed = NULL
    WHERE chat_id = :chat_id AND ticket = :ticket AND thread_id IS NULL AND begun_at IS NOT NULL
    """
)
CHANGED: Final = text(
    """
    UPDATE topics SET
        name = coalesce(:name, name), icon = coalesce(:icon, icon),
        is_closed = coalesce(CAST(:is_closed AS boolean), is_closed)
    WHERE chat_id = :chat_id AND ticket = :ticket
    """
)
UNSURE: Final = text(
    "UPDATE topics SET name = NULL, icon = NULL, is_closed = NULL WHERE chat_id = :chat_id AND thread_id = :thread_id"
)
FORGET_TOPIC: Final = text(
    """
    UPDATE topics SET thread_id = NULL, begun_at = NULL, name = NULL, icon = NULL, is_closed = NULL
    WHERE chat_id = :chat_id AND ticket = :ticket AND thread_id = :thread_id
    """
)
"""It was deleted: the next call makes it anew."""


WRITE: Final = text(
    """
    WITH old AS (DELETE FROM topic_notes WHERE written_at < now() - interval '7 days')
    INSERT INTO topic_notes (chat_id, ticket, author, digest) VALUES (:chat_id, :ticket, :author, :digest)
    ON CONFLICT (chat_id, ticket, author, digest) DO NOTHING
    """
)
IS_WRITTEN: Final = text(
    """
    SELECT EXISTS (
        SELECT FROM topic_notes
        WHERE chat_id = :chat_id AND ticket = :ticket AND author = :author AND digest = :digest
    )
    """
)


class SqlTopics:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat_id: int, ticket: int) -> Topic | None:
        async with self._database.transaction() as connection:
            row = (await connection.execute(OF, {"chat_id": chat_id, "ticket": ticket})).one_or_none()
        if row is None:
            return None
        look = None if row.name is None or row.icon is None else TopicLook(name=row.name, icon=row.icon)
        return Topic(thread_id=row.thread_id, look=look, is_closed=row.is_closed, is_put_off=row.is_put_off)

    async def ticket_in(self, chat_id: int, thread_id: int) -> int | None:
        async with self._database.transaction() as connection:
            found: int | None = await connection.scalar(
                TICKET_IN, {"chat_id": chat_id, "thread_id": thread_id}
            )
        return found

    async def begin(self, chat_id: int, ticket: int) -> float:
        values = {"chat_id": chat_id, "ticket": ticket, "patience": PATIENCE}
        async with self._database.transaction() as connection:
            if (await connection.execute(BEGIN, values)).rowcount:
                return 0.0
            left: float | None = await connection.scalar(LEFT, values)
        return left or 1.0

    async def stop(self, chat_id: int, ticket: int) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(STOP, {"chat_id": chat_id, "ticket": ticket})

    async def put_off(self, chat_id: int, ticket: int) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(PUT_OFF, {"chat_id": chat_id, "ticket": ticket})

    async def made(self, chat_id: int, ticket: int, thread_id: int, look: TopicLook) -> int:
        values = {
            "chat_id": chat_id,
            "ticket": ticket,
            "thread_id": thread_id,
            "name": look.name,
            "icon": look.icon,
        }
        async with self._database.transaction() as connection:
            counts: int = (await connection.execute(MADE, values)).scalar_one()
        return counts

    async def heard_of(self, chat_id: int, ticket: int, thread_id: int) -> bool:
        values = {"chat_id": chat_id, "ticket": ticket, "thread_id": thread_id}
        async with self._database.transaction() as connection:
            if (await connection.execute(ADOPT, values)).rowcount:
                return True
            row = (await connection.execute(OF, values)).one_or_none()
        return row is None or row.thread_id in {None, thread_id}

    async def changed(
        self, chat_id: int, ticket: int, *, look: TopicLook | None = None, is_closed: bool | None = None
    ) -> None:
        values = {
            "chat_id": chat_id,
            "ticket": ticket,
            "name": None if look is None else look.name,
            "icon": None if look is None else look.icon,
            "is_closed": is_closed,
        }
        async with self._database.transaction() as connection:
            await connection.execute(CHANGED, values)

    async def write(self, chat_id: int, ticket: int, *, author: str, words: str) -> None:
        values = {"chat_id": chat_id, "ticket": ticket, "author": author, "digest": digest_of(words)}
        async with self._database.transaction() as connection:
            await connection.execute(WRITE, values)

    async def is_written_there(self, chat_id: int, ticket: int, *, author: str, words: str) -> bool:
        values = {"chat_id": chat_id, "ticket": ticket, "author": author, "digest": digest_of(words)}
        async with self._database.transaction() as connection:
            return bool(await connection.scalar(IS_WRITTEN, values))

    async def unsure(self, chat_id: int, thread_id: int) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(UNSURE, {"chat_id": chat_id, "thread_id": thread_id})


def digest_of(words: str) -> str:
    return hashlib.sha256(words.strip().encode(errors="surrogatepass")).hexdigest()
