"""How much may be done at a time, and how much of that is."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from bot_service.application.rest import Rest

Claimed = TypeVar("Claimed")


class Slots(Generic[Claimed]):
    """Implements `Workers` for one `WorkLoop`: a queue that claims while it writes hands over without being asked."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.begin: Callable[[Claimed], asyncio.Task[None]] | None = None
        """Begins one piece of work; None until there is a loop."""
        self.busy: set[asyncio.Task[None]] = set()
        self._reserved = 0
        self._is_closed = False
        self._someone_waits = False
        self._rest = Rest()
        self._idle = asyncio.Event()
        self._idle.set()

    def wake_up(self, *, again: bool = False) -> None:
        self._rest.wake_up()
        if again and self.busy:
            self.wake_up_at_the_next_free_slot()

    def reserve(self, most: int) -> int:
        if self._is_closed or self.begin is None:
            return 0
        free = max(0, min(most, self.number - len(self.busy) - self._reserved))
        self._reserved += free
        self._idle_or_not()
        return free

    def hand_over(self, claimed: Sequence[Claimed], reserved: int) -> None:
        self._reserved -= reserved
        for each in claimed:
            assert self.begin is not None  # noqa: S101  # or nothing could have been reserved
            task = self.begin(each)
            self.busy.add(task)
            task.add_done_callback(self._ended)
        if len(claimed) < reserved:
            self._slot_is_free()
        self._idle_or_not()

    def wake_up_at_the_next_free_slot(self) -> None:
        self._someone_waits = True

    async def wait(self, seconds: float) -> bool:
        """Return when something may wait, or after that time; say which."""
        return await self._rest.at_most(seconds)

    async def idle(self, seconds: float) -> None:
        """Return when nothing is being done, or after that time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    async def close(self) -> None:
        """Reserve nothing more, and wait for what is under way."""
        self._is_closed = True
        await self._idle.wait()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self.busy.discard(task)
        self._slot_is_free()
        self._idle_or_not()

    def _slot_is_free(self) -> None:
        if self._someone_waits:
            self._someone_waits = False
            self._rest.wake_up()

    def _idle_or_not(self) -> None:
        if self.busy or self._reserved:
            self._idle.clear()
        else:
            self._idle.set()
