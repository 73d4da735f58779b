"""Whether Valkey answers. What could not reach it does not try again at once: each try may take a second."""

import math
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import structlog
from prometheus_client import Gauge
from redis.exceptions import RedisError

RETRY_SECONDS: Final = 1.0
REACHABLE: Final = Gauge(
    "valkey_reachable", "Whether Valkey answered when it was asked last: 1 or 0; NaN = not asked yet."
)
REACHABLE.set(math.nan)

T = TypeVar("T")

log = structlog.get_logger()


class ValkeyAwayError(Exception):
    """It did not answer, or has not a moment ago."""


class ValkeyReachability:
    """Shared by all that the process asks Valkey."""

    def __init__(
        self, *, clock: Callable[[], float] = time.monotonic, retry_seconds: float = RETRY_SECONDS
    ) -> None:
        self._clock = clock
        self._retry_seconds = retry_seconds
        self._away_until: float | None = None
        self._away_since = 0.0
        self._is_told = False
        """Whether the gauge says that it answers."""

    @property
    def away_seconds(self) -> float:
        """For how long it has been away; 0.0 while it is not."""
        return 0.0 if self._away_until is None else self._clock() - self._away_since

    async def ask(self, question: Callable[[], Awaitable[T]]) -> T:
        """Return the answer. Raises `ValkeyAwayError`: at once where another question has just found no answer."""
        if self._away_until is not None:
            if self._clock() < self._away_until:
                raise ValkeyAwayError
            self._away_until = self._clock() + self._retry_seconds  # one tries, the others go on without
        try:
            answer = await question()
        except (RedisError, OSError) as error:
            if self._away_until is None:
                self._away_since = self._clock()
                log.warning("valkey.away", error_type=type(error).__name__)
            self._away_until = self._clock() + self._retry_seconds
            REACHABLE.set(0)
            self._is_told = False
            raise ValkeyAwayError from error
        if not self._is_told:
            self._is_told = True
            REACHABLE.set(1)
        if self._away_until is not None:
            self._away_until = None
            log.info("valkey.back")
        return answer
