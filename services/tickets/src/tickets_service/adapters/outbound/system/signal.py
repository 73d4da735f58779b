"""Wakes whoever watches inside this process."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class ProcessWakeups:
    def __init__(self) -> None:
        self.event = asyncio.Event()
        self.closing = False

    def clear(self) -> None:
        self.event.clear()

    async def wait(self, at_most: float) -> None:
        if self.closing:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await self.event.wait()


class ProcessSignal:
    """Satisfies `EventSignal`; belongs to one event loop."""

    def __init__(self) -> None:
        self._subscribers: set[ProcessWakeups] = set()
        self._closed = False

    @contextmanager
    def subscribe(self) -> Iterator[ProcessWakeups]:
        wakeups = ProcessWakeups()
        wakeups.closing = self._closed
        self._subscribers.add(wakeups)
        try:
            yield wakeups
        finally:
            self._subscribers.discard(wakeups)

    def announce(self) -> None:
        """Something was committed: look again."""
        for wakeups in self._subscribers:
            wakeups.event.set()

    def close(self) -> None:
        """End all watching, now and later."""
        self._closed = True
        for wakeups in self._subscribers:
            wakeups.closing = True
            wakeups.event.set()
