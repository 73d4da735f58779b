"""Whether Valkey answers. What could not reach it does not try again at once: each try may take a second."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import structlog
from prometheus_client import Gauge
from redis.exceptions import RedisError

RETRY_SECONDS: Final = 1.0
PROMPT_SECONDS: Final = 0.25
"""For what each process can do by itself."""
BACK_SECONDS: Final = 0.5
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
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        retry_seconds: float = RETRY_SECONDS,
        prompt_seconds: float = PROMPT_SECONDS,
    ) -> None:
        self._clock = clock
        self._retry_seconds = retry_seconds
        self._prompt_seconds = prompt_seconds
        self._away_until: float | None = None
        self._away_since = 0.0
        self._slow_until: float | None = None
        self._late: set[asyncio.Task[Any]] = set()
        self._is_told = False
        """Whether the gauge says that it answers."""

    @property
    def is_away(self) -> bool:
        """Whether it gave no answer, and none since that was quick enough."""
        return self._away_until is not None

    @property
    def away_seconds(self) -> float:
        """For how long it has been away; 0.0 while it is not."""
        return 0.0 if self._away_until is None else self._clock() - self._away_since

    async def ask(self, question: Callable[[], Awaitable[T]]) -> T:
        """Return the answer. Raises `ValkeyAwayError`: at once where another question has just found no answer.

        What was away is back once it answers in half of the time that it has: else one that is about as slow as may
        be would come and go, and whoever has no substitute would wait for as long as that lasts.
        """
        began, was_away = self._clock(), self._away_until is not None
        if self._away_until is not None:
            if began < self._away_until:
                raise ValkeyAwayError
            self._away_until = began + self._retry_seconds  # one tries, the others go on without
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
        if was_away and self._clock() - began > BACK_SECONDS:
            return answer
        if not self._is_told:
            self._is_told = True
            REACHABLE.set(1)
        if self._away_until is not None:
            self._away_until = None
            log.info("valkey.back")
        return answer

    async def ask_promptly(self, question: Callable[[], Awaitable[T]]) -> T:
        """Return the answer for somebody who has a substitute: a slow one is as good as none.

        Raises `ValkeyAwayError`, for a second after a slow one at once. What was asked may still be done there.
        """
        if self._slow_until is not None:
            if self._clock() < self._slow_until:
                raise ValkeyAwayError
            self._slow_until = self._clock() + self._retry_seconds
        # By itself: a question that is cancelled takes its connection along, and the next begins with a slow greeting.
        asking = asyncio.ensure_future(self.ask(question))
        try:
            async with asyncio.timeout(self._prompt_seconds):
                answer = await asyncio.shield(asking)
        except TimeoutError:
            self._late.add(asking)
            asking.add_done_callback(self._answered_late)
            if self._slow_until is None:
                log.warning("valkey.slow")
            self._slow_until = self._clock() + self._retry_seconds
            raise ValkeyAwayError from None
        if self._slow_until is not None:
            self._slow_until = None
            log.info("valkey.prompt")
        return answer

    def _answered_late(self, asking: "asyncio.Task[Any]") -> None:
        self._late.discard(asking)
        if not asking.cancelled() and (error := asking.exception()) is not None:
            log.debug("valkey.late", error_type=type(error).__name__)
