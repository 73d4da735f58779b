"""Port: answers that were given, for those who ask again."""

from datetime import datetime
from typing import Protocol

from tickets_service.application.answers import Answer
from tickets_service.application.idempotency import IdempotencyKey


class AnswerStore(Protocol):
    async def claim(self, key: IdempotencyKey, *, now: datetime) -> Answer | None:
        """Return the answer kept under the key; None means: the caller is the first and goes on.

        Of two that claim the same key at once, the second waits until the first one's unit of work ends.
        Raises `IdempotencyKeyReusedError` when the key was used with another fingerprint in the last 48 h.
        """
        ...

    async def keep(self, key: IdempotencyKey, answer: Answer) -> None:
        """Keep the answer under the key claimed in this unit of work."""
        ...

    async def purge(self, *, before: datetime, limit: int) -> int:
        """Forget up to `limit` answers claimed before that time; return how many."""
        ...
