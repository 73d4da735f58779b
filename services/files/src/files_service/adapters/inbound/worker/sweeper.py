"""Inbound adapter: the background task that sweeps at intervals."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from logging import INFO, WARNING

import structlog

from files_service.adapters.inbound.metrics import ORPHANS
from files_service.application.commands.sweep_orphans import SweepReport
from files_service.domain.errors import FilesError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweeper:
    """Sweeps at once and then every `interval_seconds`, for the life of the process.

    Several replicas may sweep at the same time. An outage of the database or the store postpones a sweep; anything
    else is a bug and ends the task.
    """

    sweep: Callable[[], Awaitable[SweepReport]]
    interval_seconds: float
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self) -> None:
        while True:
            await self.once()
            await self.wait(self.interval_seconds)

    async def once(self) -> None:
        try:
            report = await self.sweep()
        except FilesError as error:
            log.warning("sweep.postponed", reason=error.reason)
            return
        ORPHANS.set(report.orphans)
        log.log(WARNING if report.stuck_blobs else INFO, "sweep.done", **asdict(report))
