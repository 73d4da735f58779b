"""Wakes everyone who waits for the world to change; each then looks for itself."""

import asyncio
import contextlib


class WakeUp:
    def __init__(self) -> None:
        self._sent = asyncio.Event()

    def notify_all(self) -> None:
        self._sent.set()
        self._sent = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Return at the next wake-up or after `seconds`. What was checked before the call cannot be missed."""
        # Not wait_for: until Python 3.12 it swallows a cancellation that meets the wake-up.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._sent.wait()
