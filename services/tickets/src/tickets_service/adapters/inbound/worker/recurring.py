"""Work that comes round again for the life of the process."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import ClassVar, Generic, TypeVar

import structlog

from tickets_service.application.errors import StoreError

T = TypeVar("T")

log = structlog.get_logger()


class Recurring(ABC, Generic[T]):
    """Runs `work` at once and then every `interval`. Any number of replicas may: the work shares itself out."""

    INTERVAL: ClassVar[timedelta]
    POSTPONED: ClassVar[str]
    """The log line of a time that the store did not answer; what was due is done the next time."""

    def __init__(self, work: Callable[[], Awaitable[T]], interval: timedelta | None = None) -> None:
        self._work = work
        self._interval = self.INTERVAL if interval is None else interval

    @abstractmethod
    def tell(self, done: T) -> None:
        """Say in logs and metrics what was done, if anything was."""

    def tell_nothing(self) -> None:
        """Say that it could not be done this time, beside the log line."""

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(self._interval.total_seconds())

    async def once(self) -> None:
        try:
            done = await self._work()
        except StoreError as error:
            log.warning(self.POSTPONED, reason=error.reason)
            self.tell_nothing()
        else:
            self.tell(done)
