"""Wakes everyone who waits for the world to change; each then looks for itself."""

import asyncio
import contextlib


class Bell:
    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Return at the next ring or after `seconds`. What was checked before the call cannot be missed."""
        # Not wait_for: until Python 3.12 it swallows a cancellation that meets the ring.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
