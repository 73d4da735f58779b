"""Say, when somebody has waited for so long, that it takes longer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.updates.apologies import Apologies
from bot_service.application.ports.updates.inbox import ClaimedUpdate, Inbox

WORTH_A_WORD: Final = timedelta(seconds=15)
"""People wait that long before they are told that it takes longer."""
A_MOMENT: Final = timedelta(seconds=0.5)
"""What a try that begins as late as that may take before the word is worth while."""


class Timer(Protocol):
    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], Timer]
"""Calls something after so many seconds, unless it is cancelled."""


def by_the_loop(seconds: float, call: Callable[[], None]) -> Timer:
    return asyncio.get_running_loop().call_later(seconds, call)


@dataclass(frozen=True, slots=True, kw_only=True)
class SayItTakesLonger:
    inbox: Inbox
    apologies: Apologies
    later: Later = by_the_loop

    @asynccontextmanager
    async def unless_done(self, update: ClaimedUpdate) -> AsyncIterator[None]:
        """Say so while what is inside the context goes on, once the update is that old."""
        saying: list[asyncio.Task[None]] = []

        def begin() -> None:
            saying.append(asyncio.create_task(self._say(update), name="takes-longer"))

        timer = self.later(max(WORTH_A_WORD - update.age, A_MOMENT).total_seconds(), begin)
        try:
            yield
        finally:
            timer.cancel()
            await asyncio.gather(*saying)

    async def _say(self, update: ClaimedUpdate) -> None:
        if calls := await self.apologies.takes_longer(update):
            with suppress(UnavailableError):  # then the next try says it
                await self.inbox.say_meanwhile(update, calls)


def try_again_after(backoff: timedelta, age: timedelta) -> timedelta:
    """Return when to try an update of that age again: no try keeps the word from being said in time."""
    return backoff if age >= WORTH_A_WORD else min(backoff, WORTH_A_WORD - age)
