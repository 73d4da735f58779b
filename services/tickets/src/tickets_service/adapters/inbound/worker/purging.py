"""Lets the service forget what it need not know any longer."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

from tickets_service.application.errors import StoreError

INTERVAL: Final = timedelta(minutes=15)

log = structlog.get_logger()


class Purging:
    """Runs `purge` at once and then every `interval`, for the life of the process."""

    def __init__(self, purge: Callable[[], Awaitable[int]], interval: timedelta = INTERVAL) -> None:
        self._purge = purge
        self._interval = interval

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(self._interval.total_seconds())

    async def once(self) -> None:
        """Purge; a store that does not answer is left for the next time."""
        try:
            purged = await self._purge()
        except StoreError as error:
            log.warning("answers.purge_postponed", reason=error.reason)
        else:
            if purged:
                log.info("answers.purged", count=purged)
