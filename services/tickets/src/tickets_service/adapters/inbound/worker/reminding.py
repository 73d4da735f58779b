"""Reminds those whose answer is awaited."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

from tickets_service.application.commands.remind_reporters import Reminded
from tickets_service.application.errors import StoreError

INTERVAL: Final = timedelta(minutes=5)

log = structlog.get_logger()


class Reminding:
    """Runs `remind` at once and then every `interval`, for the life of the process."""

    def __init__(self, remind: Callable[[], Awaitable[Reminded]], interval: timedelta = INTERVAL) -> None:
        self._remind = remind
        self._interval = interval

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(self._interval.total_seconds())

    async def once(self) -> None:
        """Take the steps that are due; a store that does not answer is left for the next time."""
        try:
            done = await self._remind()
        except StoreError as error:
            log.warning("tickets.reminding_postponed", reason=error.reason)
        else:
            if done != Reminded(0, 0):
                log.info("tickets.reporters_reminded", reminders=done.reminders, resolved=done.resolved)
