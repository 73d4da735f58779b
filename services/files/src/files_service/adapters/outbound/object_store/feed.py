"""Hands chunks from the task that receives them to the writer that obstore drives in tasks of its own."""

import asyncio
from typing import Final


class FeedAbortedError(Exception):
    """The source of the chunks failed: the writer must forget what it has."""


END: Final = object()
ABORT: Final = object()


class Feed:
    """An async iterator that is filled by `offer`, one chunk ahead of the writer at most."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[object] = asyncio.Queue(maxsize=1)
        self._closed = False

    def __aiter__(self) -> "Feed":
        return self

    async def __anext__(self) -> bytes:
        item = await self._queue.get()
        if item is ABORT:
            raise FeedAbortedError
        if not isinstance(item, bytes):
            raise StopAsyncIteration
        return item

    async def offer(self, chunk: bytes) -> bool:
        """Wait until there is room for `chunk`; return whether the writer is still there."""
        if not self._closed:
            await self._queue.put(chunk)
        return not self._closed

    async def finish(self) -> None:
        """Say that there is no more. Does nothing when the writer is gone."""
        if not self._closed:
            await self._queue.put(END)

    def abort(self) -> None:
        """Make the writer fail with `FeedAbortedError` at its next chunk."""
        self._drain()
        self._queue.put_nowait(ABORT)

    def close(self) -> None:
        """The writer is gone: nobody must wait for room any more."""
        self._closed = True
        self._drain()

    def _drain(self) -> None:
        while not self._queue.empty():
            self._queue.get_nowait()
