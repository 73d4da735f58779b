"""Claims work and does it, so much at a time, woken when there is some."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import Final, Generic, TypeVar

import structlog

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.application.backoff import backoff
from bot_service.application.errors import AbsentError, UnavailableError
from fixline_telemetry.crashes import report

REST_SECONDS: Final = 30.0
"""Between two looks while nothing waits: whoever writes, in whichever process, wakes the loop."""
SETTLE_SECONDS: Final = 1.0
"""Between two looks while something is going on: it may end without waking anybody, in the worst case."""
SOON_SECONDS: Final = 0.05
"""At least so long after a look that found nothing: somebody may hold what may be claimed."""
ABSENT_SECONDS: Final = 0.1
"""How soon to look again whether something may be claimed at all: at the start that takes a moment."""
Claimed = TypeVar("Claimed")

log = structlog.get_logger()


class WorkLoop(Generic[Claimed]):
    """Claims for `slots`, and does what they are handed as well.

    What `do` raises is reported. `next_in` says in how many seconds there is more to claim, None where nothing waits.
    """

    def __init__(
        self,
        name: str,
        *,
        slots: Slots[Claimed],
        claim: Callable[[int], Awaitable[Sequence[Claimed]]],
        next_in: Callable[[], Awaitable[float | None]],
        do: Callable[[Claimed], Awaitable[None]],
        release: Callable[[Claimed], Awaitable[None]],
        rest_seconds: float = REST_SECONDS,
        settle_seconds: float = SETTLE_SECONDS,
    ) -> None:
        self._name = name
        self._claim = claim
        self._do = do
        self._release = release
        self._next_in = next_in
        self._rest_seconds = rest_seconds
        self._settle_seconds = settle_seconds
        self._slots = slots
        slots.begin = self._begin

    async def run(self) -> None:
        """Work without end. An outage of the database is waited out, and so is a bug in claiming."""
        failures, is_woken = 0, True
        while True:
            try:
                pause = await self._fill_slots(is_settled=not is_woken and not self._slots.busy)
                failures = 0
            except AbsentError:
                pause = ABSENT_SECONDS
            except Exception as error:  # noqa: BLE001  # whatever it is, the work waits in the database
                if not isinstance(error, UnavailableError):
                    report(error, recurs=True)
                pause = backoff(failures, first=0.1, longest=2.0).total_seconds()
                log.warning("worker.claim_failed", worker=self._name, error_type=type(error).__name__)
                failures += 1
            is_woken = await self._slots.wait(pause)

    async def drain(self) -> None:
        """Claim nothing more and wait for what is under way; what has to be cut short is given back."""
        try:
            await self._slots.close()
        except asyncio.CancelledError:
            cut_short = set(self._slots.busy)
            for task in cut_short:
                task.cancel()
            await asyncio.gather(*cut_short, return_exceptions=True)
            raise

    async def _fill_slots(self, *, is_settled: bool) -> float:
        """Return the seconds after which to look again, unless somebody says so before."""
        free = self._slots.reserve(self._slots.number)
        claimed: Sequence[Claimed] = ()
        try:
            if free:
                claimed = await self._claim(free)
        finally:
            if len(claimed) == free:
                self._slots.wake_up_at_the_next_free_slot()
            self._slots.hand_over(claimed, free)
        if claimed or not free:
            return self._settle_seconds
        seconds = await self._next_in()
        longest = self._rest_seconds if is_settled else self._settle_seconds
        return longest if seconds is None else min(longest, max(SOON_SECONDS, seconds))

    def _begin(self, work: Claimed) -> "asyncio.Task[None]":
        # In a context of its own: who hands over is in the middle of something else, and of its trace.
        return asyncio.create_task(self._carry_out(work), name=self._name, context=Context())

    async def _carry_out(self, work: Claimed) -> None:
        try:
            await self._do(work)
        except asyncio.CancelledError:
            # Once: what cannot be given back now is given back when this process has gone.
            with contextlib.suppress(UnavailableError):
                await self._release(work)
            raise
        except UnavailableError as error:
            log.warning("worker.interrupted", worker=self._name, error=str(error))
            await self._give_back(work)
        except Exception as error:
            report(error, recurs=True)  # it is claimed again
            log.exception("worker.failed", worker=self._name)
            await self._give_back(work)

    async def _give_back(self, work: Claimed) -> None:
        failures = 0
        while True:
            try:
                await self._release(work)
            except UnavailableError:
                await asyncio.sleep(backoff(failures, first=0.1, longest=2.0).total_seconds())
                failures += 1
            else:
                self._slots.wake_up()
                return
