"""Claims work and does it, so much at a time, woken when there is some."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Generic, TypeVar

import structlog

from bot_service.application.backoff import backoff
from bot_service.application.errors import UnavailableError
from fixline_telemetry.crashes import report

IDLE_SECONDS: Final = 0.5
"""How long what another replica left may stay unnoticed, or what waited for its time."""
Claimed = TypeVar("Claimed")

log = structlog.get_logger()


class WorkLoop(Generic[Claimed]):
    """`wake_up` is set when there may be something to claim.

    `do` returns the seconds after which there will be more to claim, or 0.0; what it raises is reported.
    """

    def __init__(
        self,
        name: str,
        *,
        wake_up: asyncio.Event,
        claim: Callable[[int], Awaitable[Sequence[Claimed]]],
        do: Callable[[Claimed], Awaitable[float]],
        release: Callable[[Claimed], Awaitable[None]],
        parallel: int,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._name = name
        self._claim = claim
        self._do = do
        self._release = release
        self._parallel = parallel
        self._idle_seconds = idle_seconds
        self._wake_up = wake_up
        self._draining = False
        self._busy: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work without end. An outage of the database is waited out."""
        failures = 0
        while True:
            # Before claiming: what comes while we look rings again.
            self._wake_up.clear()
            idle = self._idle_seconds
            if not self._draining and (free := self._parallel - len(self._busy)) > 0:
                try:
                    claimed = await self._claim(free)
                    failures = 0
                except Exception as error:  # noqa: BLE001  # the database is away; the work waits there
                    idle = backoff(failures, first=0.1, longest=2.0).total_seconds()
                    if failures:  # once is nothing: at the start our presence is still being made known
                        log.warning("worker.claim_failed", worker=self._name, error_type=type(error).__name__)
                    failures += 1
                else:
                    for work in claimed:
                        self._start(work)
                    if claimed:
                        continue
            await self._wait(idle)

    async def drain(self) -> None:
        """Claim nothing more and wait for what is under way; what has to be cut short is given back."""
        self._draining = True
        try:
            while self._busy:
                await asyncio.wait(set(self._busy))
        except asyncio.CancelledError:
            for task in self._busy:
                task.cancel()
            await asyncio.gather(*self._busy, return_exceptions=True)
            raise

    def _start(self, work: Claimed) -> None:
        task = asyncio.create_task(self._carry_out(work), name=self._name)
        self._busy.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._busy.discard(task)
        # A place is free, and the next in the same chat may be claimed.
        self._wake_up.set()

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
            report(error)
            log.exception("worker.failed", worker=self._name)
            await self._give_back(work)
        else:
            if again_in:
                asyncio.get_running_loop().call_later(again_in, self._wake_up.set)

    async def _give_back(self, work: Claimed) -> None:
        failures = 0
        while True:
            try:
                await self._release(work)
            except UnavailableError:
                await asyncio.sleep(backoff(failures, first=0.1, longest=2.0).total_seconds())
                failures += 1
            else:
                return

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake_up.wait()
        except TimeoutError:
            return
