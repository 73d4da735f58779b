"""`Allowances` of this process alone: for when Valkey is away, and for tests of dialogs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot_service.application.ports.updates.allowances import Allowance, Exceeded

MOST_KEPT: Final = 10_000
"""People. Whoever has not been seen for longest is forgotten first."""


@dataclass(slots=True)
class Taken:
    items: dict[int, datetime] = field(default_factory=dict)
    """When each was counted, the oldest first."""
    told: int | None = None
    """The item whose refusal was worth a word,"""
    told_at: datetime | None = None


@dataclass(slots=True)
class MemoryAllowances:
    now: Callable[[], datetime]
    _taken: dict[tuple[str, str], Taken] = field(default_factory=dict)

    async def take(self, allowance: Allowance, person: str, item: int) -> Exceeded | None:
        now, key = self.now(), (allowance.scope, person)
        taken = self._taken[key] = self._taken.pop(key, Taken())
        if len(self._taken) > MOST_KEPT:
            del self._taken[next(iter(self._taken))]
        taken.items = {each: at for each, at in taken.items.items() if now - at < allowance.within}
        if item in taken.items:
            return None
        if len(taken.items) < allowance.most:
            taken.items[item] = now
            return None
        if taken.told_at is None or now - taken.told_at >= allowance.within:
            taken.told, taken.told_at = item, now
        oldest = next(iter(taken.items.values()), now)
        return Exceeded(
            after=max(oldest + allowance.within - now, timedelta(milliseconds=1)), is_first=taken.told == item
        )
