"""A queue in which nobody who comes later is served before whoever waits."""

import asyncio
from collections import deque
from contextlib import suppress
from typing import TypeVar

from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import memoized_property
from sqlalchemy.util.queue import AsyncAdaptedQueue

T = TypeVar("T")


class FairQueue(asyncio.Queue[T]):
    """What is put goes to whoever waits longest, at once.

    asyncio's own lies in the queue until the one who was called has woken up; whoever asks in that moment takes it, and
    the one who was called stands in line again, as the last.
    """

    def _init(self, maxsize: int) -> None:  # noqa: ARG002  # asyncio's signature
        self._waiting: deque[asyncio.Future[T]] = deque()
        self._queue: deque[T] = deque()

    def put_nowait(self, item: T) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(item)
                return
        if self.full():
            raise asyncio.QueueFull
        self._queue.append(item)

    async def get(self) -> T:
        if self._queue:
            return self.get_nowait()
        waiter: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.cancelled():
                with suppress(ValueError):  # it was passed over already
                    self._waiting.remove(waiter)
            else:  # given in the very moment in which they gave up
                self.put_nowait(waiter.result())
            raise


class FairPoolQueue(AsyncAdaptedQueue[ConnectionPoolEntry]):
    @memoized_property
    def _queue(self) -> asyncio.Queue[ConnectionPoolEntry]:
        return FairQueue(maxsize=self.maxsize)
