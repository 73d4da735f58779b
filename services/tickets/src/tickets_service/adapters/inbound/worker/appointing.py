"""Lets those whom the configuration names be staff as soon as the service runs."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

from tickets_service.application.errors import StoreError

RETRY: Final = timedelta(seconds=1)

log = structlog.get_logger()


class Appointing:
    """Does `work` once for each start of the process: only a new start brings a new configuration."""

    def __init__(self, work: Callable[[], Awaitable[int]], retry: timedelta = RETRY) -> None:
        self._work, self._retry = work, retry

    async def run(self) -> None:
        if appointed := await self._appointed():
            log.info("staff.appointed", count=appointed)
        # What runs in the background runs for the life of the process.
        await asyncio.Event().wait()

    async def _appointed(self) -> int:
        while True:
            try:
                return await self._work()
            except StoreError as error:
                log.warning("staff.appointing_postponed", reason=error.reason)
            await asyncio.sleep(self._retry.total_seconds())
