"""Port: answers that were given, for those who ask again."""

from datetime import datetime
from typing import Protocol, TypeVar

from tickets_service.application.idempotency import IdempotencyKey

T = TypeVar("T")


class AnswerStore(Protocol):
    async def claim(self, key: IdempotencyKey, kind: type[T], *, now: datetime) -> T | None:
        """Return the answer of that kind kept under the key; None means: the caller is the first and goes on.

        Of two that claim the same key at once, the second waits until the first one's unit of work ends.
        Raises `IdempotencyKeyReusedError` when the key was used with another fingerprint in the last 48 h.
        """
        ...

    async def keep(self, key: IdempotencyKey, answer: object) -> None:
        """Keep the answer, which is what a command returns, under the key claimed in this unit of work.

        What depends on who asks, such as what they may do, does not come back with it.
        """
        ...

    async def purge(self, *, before: datetime, limit: int) -> int:
        """Forget up to `limit` answers claimed before that time; return how many."""
        ...
