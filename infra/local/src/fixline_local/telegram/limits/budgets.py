"""How often a bot may send: about 30 a second in all, 1 a second to a person (short bursts), 20 a minute to a group."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from fixline_local.telegram.errors import too_many_requests


@dataclass(frozen=True, slots=True)
class Budget:
    """A token bucket: `burst` at once, refilled at `per_second`."""

    burst: float
    per_second: float


BOT: Final = Budget(30, 30)
PRIVATE_CHAT: Final = Budget(12, 1)
GROUP: Final = 20
"""In any `MINUTE`: sends, edits, and calls about topics alike."""
MINUTE: Final = 60.0


@dataclass(slots=True)
class SendBudgets:
    """Counted in memory: a restart of the simulator forgives."""

    enabled: bool = True
    clock: Callable[[], float] = time.monotonic
    _levels: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)
    _spent: dict[tuple[int, int], deque[float]] = field(default_factory=dict)

    def spend(self, bot_id: int, chat_id: int) -> None:
        """Take one message from both budgets, or raise ApiError 429 with `retry_after` and take nothing."""
        if not self.enabled:
            return
        now = self.clock()
        spent = self._spent.setdefault((bot_id, chat_id), deque()) if chat_id < 0 else None
        if spent is not None:
            while spent and spent[0] <= now - MINUTE:
                spent.popleft()
            if len(spent) >= GROUP:
                raise too_many_requests(max(1, math.ceil(spent[0] + MINUTE - now)))
        limits = {(bot_id, 0): BOT} | ({} if chat_id < 0 else {(bot_id, chat_id): PRIVATE_CHAT})
        levels = {key: self._level(key, budget, now) for key, budget in limits.items()}
        waits = [(1 - level) / limits[key].per_second for key, level in levels.items() if level < 1]
        if waits:
            raise too_many_requests(max(1, math.ceil(max(waits))))
        for key, level in levels.items():
            self._levels[key] = (level - 1, now)
        if spent is not None:
            spent.append(now)

    def _level(self, key: tuple[int, int], budget: Budget, now: float) -> float:
        level, since = self._levels.get(key, (budget.burst, now))
        return min(budget.burst, level + (now - since) * budget.per_second)
