"""Kept answers on memory."""

from datetime import datetime
from typing import TypeVar

from tickets_service.adapters.outbound.memory.store import KeptAnswer, MemoryStore
from tickets_service.adapters.outbound.pydantic.stored_answers import answer_from, stored
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.idempotency import KEPT_FOR, IdempotencyKey

T = TypeVar("T")


class MemoryAnswerStore:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._claimed: dict[IdempotencyKey, datetime] = {}
        self.staged: dict[tuple[str, object], KeptAnswer] = {}
        self.purged: set[tuple[str, object]] = set()

    async def claim(self, key: IdempotencyKey, kind: type[T], *, now: datetime) -> T | None:
        kept = self._store.answers.get((key.caller, key.request_id))
        if kept is None or kept.claimed_at < now - KEPT_FOR:
            self._claimed[key] = now
            return None
        if kept.key != key:
            raise IdempotencyKeyReusedError
        return answer_from(kind, kept.answer)

    async def keep(self, key: IdempotencyKey, answer: object) -> None:
        self.staged[key.caller, key.request_id] = KeptAnswer(key, stored(answer), self._claimed[key])

    async def purge(self, *, before: datetime, limit: int) -> int:
        old = [name for name, kept in self._store.answers.items() if kept.claimed_at < before][:limit]
        self.purged.update(old)
        return len(old)
