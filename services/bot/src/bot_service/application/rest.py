"""Waiting until there may be something to do."""

import asyncio
from contextlib import suppress


class Rest:
    """One rests, and whoever may have something for it wakes it, also before it rests; twice is as good as once."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()

    def wake_up(self) -> None:
        self._woken.set()

    async def at_most(self, seconds: float) -> bool:
        """Return when it is woken, or after that time; say which."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        is_woken = self._woken.is_set()
        # Before anybody looks: what comes meanwhile wakes us again.
        self._woken.clear()
        return is_woken
