"""`Topics` in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot_service.application.ports.topics.topics import Topic, TopicLook

PATIENCE: Final = timedelta(seconds=20)
KNOWN_FOR: Final = timedelta(days=7)
LONGEST_REFUSAL: Final = timedelta(days=1)


@dataclass(slots=True)
class Row:
    thread_id: int | None = None
    look: TopicLook | None = None
    is_closed: bool | None = None
    begun_at: datetime | None = None
    refusals: int = 0
    put_off_until: datetime | None = None


class MemoryTopics:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._rows: dict[tuple[int, int], Row] = {}
        self._written: dict[tuple[int, int, str, str], datetime] = {}

    def put(self, chat_id: int, ticket: int, thread_id: int) -> None:
        """Have the ticket have a topic, for whoever cannot wait."""
        self._rows[chat_id, ticket] = Row(thread_id=thread_id)

    async def of(self, chat_id: int, ticket: int) -> Topic | None:
        row = self._rows.get((chat_id, ticket))
        if row is None:
            return None
        is_put_off = row.put_off_until is not None and row.put_off_until > self._now()
        return Topic(thread_id=row.thread_id, look=row.look, is_closed=row.is_closed, is_put_off=is_put_off)

    async def ticket_in(self, chat_id: int, thread_id: int) -> int | None:
        found = [
            ticket
            for (chat, ticket), row in self._rows.items()
            if chat == chat_id and row.thread_id == thread_id
        ]
        return found[0] if found else None

    async def begin(self, chat_id: int, ticket: int) -> float:
        row, now = self._rows.setdefault((chat_id, ticket), Row()), self._now()
        if row.begun_at is None or row.begun_at <= now - PATIENCE:
            row.begun_at = now
            return 0.0
        return max(1.0, (PATIENCE - (now - row.begun_at)).total_seconds())

    async def stop(self, chat_id: int, ticket: int) -> None:
        if row := self._rows.get((chat_id, ticket)):
            row.begun_at = None

    async def put_off(self, chat_id: int, ticket: int) -> None:
        if row := self._rows.get((chat_id, ticket)):
            row.begun_at = None
            row.put_off_until = self._now() + min(LONGEST_REFUSAL, timedelta(minutes=2**row.refusals))
            row.refusals += 1

    async def made(self, chat_id: int, ticket: int, thread_id: int, look: TopicLook) -> int:
        before = self._rows.get((chat_id, ticket), Row()).thread_id
        counts = thread_id if before is None else before
        is_this = counts == thread_id
        self._rows[chat_id, ticket] = Row(
            thread_id=counts, look=look if is_this else None, is_closed=False if is_this else None
        )
        return counts

    async def heard_of(self, chat_id: int, ticket: int, thread_id: int) -> bool:
        row = self._rows.get((chat_id, ticket))
        if row is not None and row.thread_id is None and row.begun_at is not None:
            row.thread_id, row.begun_at, row.look, row.is_closed = thread_id, None, None, None
        return row is None or row.thread_id in {None, thread_id}

    async def changed(
        self, chat_id: int, ticket: int, *, look: TopicLook | None = None, is_closed: bool | None = None
    ) -> None:
        if row := self._rows.get((chat_id, ticket)):
            row.look = look or row.look
            row.is_closed = row.is_closed if is_closed is None else is_closed

    async def write(self, chat_id: int, ticket: int, *, author: str, words: str) -> None:
        oldest = self._now() - KNOWN_FOR
        self._written = {note: at for note, at in self._written.items() if at >= oldest}
        self._written.setdefault((chat_id, ticket, author, words.strip()), self._now())

    async def is_written_there(self, chat_id: int, ticket: int, *, author: str, words: str) -> bool:
        return (chat_id, ticket, author, words.strip()) in self._written

    async def unsure(self, chat_id: int, thread_id: int) -> None:
        for (chat, _), row in self._rows.items():
            if chat == chat_id and row.thread_id == thread_id:
                row.look, row.is_closed = None, None
