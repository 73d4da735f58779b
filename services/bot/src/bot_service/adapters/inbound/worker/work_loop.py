"""Claims work and does it, so much at a time, woken when there is some."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import Final, Generic, TypeVar

import structlog

from bot_service.adapters.inbound.worker.places import Places
from bot_service.application.backoff import backoff
from bot_service.application.errors import AbsentError, UnavailableError
from fixline_telemetry.crashes import report

IDLE_SECONDS: Final = 0.5
"""How long what another replica left may stay unnoticed, or what waited for its time."""
ABSENT_SECONDS: Final = 0.1
"""How soon to look again whether something may be claimed at all: at the start that takes a moment."""
Claimed = TypeVar("Claimed")

log = structlog.get_logger()


class WorkLoop(Generic[Claimed]):
    """Claims for `places`, and does what they are handed as well.

    `do` returns the seconds after which there will be more to claim, or 0.0; what it raises is reported.
    """

    def __init__(
        self,
        name: str,
        *,
        places: Places[Claimed],
        claim: Callable[[int], Awaitable[Sequence[Claimed]]],
        do: Callable[[Claimed], Awaitable[float]],
        release: Callable[[Claimed], Awaitable[None]],
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._name = name
        self._claim = claim
        self._do = do
        self._release = release
        self._idle_seconds = idle_seconds
        self._places = places
        places.begin = self._begin

    async def run(self) -> None:
        """Work without end. An outage of the database is waited out, and so is a bug in claiming."""
        failures = 0
        while True:
            idle = self._idle_seconds
            try:
                await self._fill_places()
                failures = 0
            except AbsentError:
                idle = ABSENT_SECONDS
            except Exception as error:  # noqa: BLE001  # whatever it is, the work waits in the database
                if not isinstance(error, UnavailableError):
                    report(error, recurs=True)
                idle = backoff(failures, first=0.1, longest=2.0).total_seconds()
                log.warning("worker.claim_failed", worker=self._name, error_type=type(error).__name__)
                failures += 1
            await self._places.wait(idle)

    async def drain(self) -> None:
        """Claim nothing more and wait for what is under way; what has to be cut short is given back."""
        try:
            await self._places.close()
        except asyncio.CancelledError:
            cut_short = set(self._places.busy)
            for task in cut_short:
                task.cancel()
            await asyncio.gather(*cut_short, return_exceptions=True)
            raise

    async def _fill_places(self) -> None:
        free = self._places.reserve(self._places.number)
        claimed: Sequence[Claimed] = ()
        try:
            if free:
                claimed = await self._claim(free)
        finally:
            if len(claimed) == free:
                self._places.wake_up_at_the_next_free_place()
            self._places.hand_over(claimed, free)

    def _begin(self, work: Claimed) -> "asyncio.Task[None]":
        # In a context of its own: who hands over is in the middle of something else, and of its trace.
        return asyncio.create_task(self._carry_out(work), name=self._name, context=Context())

    async def _carry_out(self, work: Claimed) -> None:
        try:
            again_in = await self._do(work)
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
        else:
            if again_in:
                asyncio.get_running_loop().call_later(again_in, self._places.wake_up)

    async def _give_back(self, work: Claimed) -> None:
        failures = 0
        while True:
            try:
                await self._release(work)
            except UnavailableError:
                await asyncio.sleep(backoff(failures, first=0.1, longest=2.0).total_seconds())
                failures += 1
            else:
                self._places.wake_up()
                return
