"""Budgets of this process alone: for when Valkey is gone."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot_service.adapters.outbound.budgets import (
    BOT,
    GLOBAL_PAUSE_CHATS,
    PAUSE_WINDOW,
    Budget,
    Window,
    budget_of,
)

MOST_KEPT: Final = 10_000
WHOLE_BOT: Final = 0
"""No chat has this id."""


@dataclass(slots=True)
class MemoryRateLimiter:
    clock: Callable[[], float] = time.monotonic
    _levels: dict[int, tuple[float, float]] = field(default_factory=dict)
    _spent: dict[int, deque[float]] = field(default_factory=dict)
    """When the last calls were made to chats that have a window."""
    _paused_until: dict[int, float] = field(default_factory=dict)
    _told_at: dict[int, float] = field(default_factory=dict)

    async def take(self, chat_id: int, *, spare: int = 0) -> float:
        now = self.clock()
        if len(self._levels) > MOST_KEPT:  # full buckets are as good as none
            self._levels.clear()
        limit = budget_of(chat_id)
        window = limit if isinstance(limit, Window) else None
        spent = self._spent.setdefault(chat_id, deque(maxlen=window.most)) if window else deque[float]()
        budgets = {WHOLE_BOT: BOT} | ({} if isinstance(limit, Window) else {chat_id: limit})
        levels = {key: self._level(key, budget, now) for key, budget in budgets.items()}
        left = {WHOLE_BOT: spare, chat_id: 0}
        waits = [(1 + left[key] - level) / budgets[key].per_second for key, level in levels.items()]
        waits += [self._paused_until.get(key, now) - now for key in (WHOLE_BOT, chat_id)]
        if window and len(spent) == window.most:
            waits.append(spent[0] + window.seconds - now)
        if (wait := max(waits)) > 0:
            return wait
        for key, level in levels.items():
            self._levels[key] = (level - 1, now)
        spent.append(now)
        return 0.0

    async def pause(self, chat_id: int, seconds: float) -> None:
        now = self.clock()
        self._told_at = {key: at for key, at in self._told_at.items() if now - at < PAUSE_WINDOW}
        self._told_at[chat_id] = now
        self._paused_until = {key: until for key, until in self._paused_until.items() if until > now}
        self._paused_until[chat_id] = now + seconds
        if len(self._told_at) >= GLOBAL_PAUSE_CHATS:
            self._paused_until[WHOLE_BOT] = now + seconds

    def _level(self, key: int, budget: Budget, now: float) -> float:
        level, since = self._levels.get(key, (budget.burst, now))
        return min(budget.burst, level + (now - since) * budget.per_second)
