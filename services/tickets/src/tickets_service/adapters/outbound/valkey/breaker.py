"""Keeps calls from waiting, one after the other, for a cache that is gone."""

import time
from collections.abc import Callable
from typing import Final

import structlog

RETRY_SECONDS: Final = 2.0

log = structlog.get_logger()


class Breaker:
    """Opens at the first failure; every `retry_seconds` it lets one call try, and closes when that succeeds."""

    def __init__(
        self, *, retry_seconds: float = RETRY_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._retry_seconds = retry_seconds
        self._clock = clock
        self._open = False
        self._next_try = 0.0

    def lets_through(self) -> bool:
        if not self._open:
            return True
        if self._clock() < self._next_try:
            return False
        self._next_try = self._clock() + self._retry_seconds
        return True

    def failed(self, error: BaseException) -> None:
        self._next_try = self._clock() + self._retry_seconds
        if not self._open:
            self._open = True
            log.warning("cache.away", error_type=type(error).__name__)

    def succeeded(self) -> None:
        if self._open:
            self._open = False
            log.info("cache.back")
