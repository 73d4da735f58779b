"""Says what comes again and again seldom, with how often it came."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Told:
    at: float
    since: int = 0


@dataclass(slots=True)
class Recurring:
    """Lets each thing be told at once, and again at the earliest `seconds` later; remembers the `most` newest told."""

    seconds: float
    most: int = 512
    clock: Callable[[], float] = time.monotonic
    _told: dict[Hashable, _Told] = field(default_factory=dict)

    def since_told(self, what: Hashable) -> int | None:
        """Return how often `what` came since it was told, now that it may be again; `None`: keep quiet, it counts."""
        now = self.clock()
        told = self._told.get(what)
        if told is not None and now - told.at < self.seconds:
            told.since += 1
            return None
        self._told.pop(what, None)
        self._told[what] = _Told(now)
        if len(self._told) > self.most:
            del self._told[next(iter(self._told))]
        return 0 if told is None else told.since
