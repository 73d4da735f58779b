"""Closes what nobody objected to."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

from tickets_service.application.errors import StoreError

INTERVAL: Final = timedelta(minutes=5)

log = structlog.get_logger()


class Closing:
    """Runs `close` at once and then every `interval`, for the life of the process."""

    def __init__(self, close: Callable[[], Awaitable[int]], interval: timedelta = INTERVAL) -> None:
        self._close = close
        self._interval = interval

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(self._interval.total_seconds())

    async def once(self) -> None:
        """Close what is due; a store that does not answer is left for the next time."""
        try:
            closed = await self._close()
        except StoreError as error:
            log.warning("tickets.closing_postponed", reason=error.reason)
        else:
            if closed:
                log.info("tickets.closed_unanswered", count=closed)
