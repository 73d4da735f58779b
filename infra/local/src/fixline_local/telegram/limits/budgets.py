"""How often a bot may send: about 30 a second in all, 1 a second to a person (short bursts), 20 a minute to a group."""

import math
import time
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
GROUP: Final = Budget(20, 20 / 60)


@dataclass(slots=True)
class SendBudgets:
    """Counted in memory: a restart of the simulator forgives."""

    enabled: bool = True
    clock: Callable[[], float] = time.monotonic
    _levels: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def spend(self, bot_id: int, chat_id: int) -> None:
        """Take one message from both budgets, or raise ApiError 429 with `retry_after` and take nothing."""
        if not self.enabled:
            return
        now = self.clock()
        limits = {(bot_id, 0): BOT, (bot_id, chat_id): GROUP if chat_id < 0 else PRIVATE_CHAT}
        levels = {key: self._level(key, budget, now) for key, budget in limits.items()}
        waits = [(1 - level) / limits[key].per_second for key, level in levels.items() if level < 1]
        if waits:
            raise too_many_requests(max(1, math.ceil(max(waits))))
        for key, level in levels.items():
            self._levels[key] = (level - 1, now)

    def _level(self, key: tuple[int, int], budget: Budget, now: float) -> float:
        level, since = self._levels.get(key, (budget.burst, now))
        return min(budget.burst, level + (now - since) * budget.per_second)
