"""Has announcements go out, a few at a time, and their progress shown."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.application.ports.office.broadcasts import Broadcast, Broadcasts, CallTo
from bot_service.application.rest import Rest
from bot_service.domain.deliveries.outgoing import OutgoingCall
from fixline_telemetry import attributes as names

ON_THEIR_WAY: Final = 6
"""At a time: what is asked meanwhile finds most senders free, and few chats to look through for the next call."""
AT_ONCE: Final = 2
"""Of a handful that begins at once, an answer that is asked for just then has all the calls before it."""
STEP_SECONDS: Final = 1 / 12
"""From the beginning of one to that of the next: at most 24 a second go out; the budget of the bot is 28."""
POLITE_SECONDS: Final = 0.5
"""So long it waits for people to have been answered: where somebody always asks, it still goes on."""
TOLD_SECONDS: Final = 3.0
"""Between two edits of the message that shows the progress."""
IDLE_SECONDS: Final = 30.0
"""Whoever sends one, in whichever process, wakes this."""

log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Broadcaster:
    """One process at a time runs it (a lease); two at once would say nothing twice.

    `nobody_asks` returns when the process works on nothing that people asked for, or after so many seconds.
    """

    broadcasts: Broadcasts
    call_to: Callable[[Broadcast], CallTo]
    progress: Callable[[Broadcast], OutgoingCall | None]
    nobody_asks: Callable[[float], Awaitable[None]]
    idle_seconds: float = IDLE_SECONDS
    step_seconds: float = STEP_SECONDS
    told_seconds: float = TOLD_SECONDS
    _rest: Rest = field(default_factory=Rest)
    _told_at: float = 0.0

    def wake_up(self) -> None:
        """Say that there may be one to go out."""
        self._rest.wake_up()

    async def __call__(self) -> None:
        """Work without end; outages are waited out."""
        await without_end(self._turn, "broadcasts.interrupted", first=0.5, longest=10.0)

    async def _turn(self) -> float:
        await self.nobody_asks(POLITE_SECONDS)
        next_at = time.monotonic() + self.step_seconds
        is_busy = await self.step()
        # Also when it is woken: whatever the bot does wakes it.
        await asyncio.sleep(next_at - time.monotonic())
        if not is_busy:
            await self._rest.at_most(self.idle_seconds)
        return 0.0

    async def step(self) -> bool:
        """Hand over some of the oldest; False where there is none. Raises `UnavailableError`."""
        broadcast = await self.broadcasts.under_way()
        if broadcast is None:
            return False
        on_their_way = await self.broadcasts.hand_over(
            broadcast.id, self.call_to(broadcast), at_once=AT_ONCE, on_their_way=ON_THEIR_WAY
        )
        if on_their_way and time.monotonic() - self._told_at < self.told_seconds:
            return True
        after = await self.broadcasts.get(broadcast.id, chat_id=broadcast.chat_id)
        if after is None:  # its author was forgotten meanwhile
            return True
        self._told_at = time.monotonic()
        await self._tell(after, is_finished=not on_their_way)
        return True

    async def _tell(self, broadcast: Broadcast, *, is_finished: bool) -> None:
        reached = broadcast.reached
        settled = reached.sent + reached.blocked + reached.failed + reached.left_out
        await self.broadcasts.tell(
            broadcast.id,
            self.progress(broadcast),
            step="end" if is_finished else str(settled),
            is_finished=is_finished,
        )
        if is_finished:
            log.info(
                "broadcast.ended",
                broadcast=broadcast.id,
                actor=names.actor(broadcast.author),
                state=broadcast.state,
                sent=reached.sent,
                blocked=reached.blocked,
                failed=reached.failed,
                left_out=reached.left_out,
            )
