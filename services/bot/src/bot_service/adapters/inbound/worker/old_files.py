"""Moves the files of an older system, one after the other, within what Telegram grants a bot."""

import asyncio
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.adapters.inbound.worker.metrics import OLD_FILES_TRIED, OLD_FILES_WAITING
from bot_service.adapters.inbound.worker.own_traces import own_trace
from bot_service.application.commands.files.move_old_file import MoveOldFile
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from bot_service.application.ports.files.old_files import OldFileGateway, OldFileView
from bot_service.application.ports.files.telegram_files import BusyError
from fixline_telemetry import attributes as names

IDLE_SECONDS: Final = 30.0
"""How soon an import is noticed."""
LONGEST_WAIT: Final = 60.0

log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class OldFileMover:
    """One process at a time runs it (a lease); two at once would store nothing twice, only fetch it twice.

    `budget`: the id of a chat in which nobody is, the bot's own: a file counts as a message there, so that at most
    one a second is fetched, and none while the bot as a whole has to be quiet.
    """

    old_files: OldFileGateway
    move: MoveOldFile
    limiter: RateLimiter
    budget: int
    idle_seconds: float = IDLE_SECONDS
    _failed: set[str] = field(default_factory=set)
    """Those that could not be had lately: they wait until the others were tried."""

    async def __call__(self) -> None:
        """Move without end; outages are waited out."""
        await without_end(
            self._turn, "old_files.interrupted", first=2.0, longest=LONGEST_WAIT, backlog=OLD_FILES_WAITING
        )

    async def _turn(self) -> float:
        try:
            moved = await self.once()
        except Exception:
            OLD_FILES_WAITING.set(math.nan)
            raise
        return 0.0 if moved else self.idle_seconds

    async def once(self) -> int:
        """Try some that are due, and return how many were settled. Raises `UnavailableError`."""
        due = await self.old_files.due()
        OLD_FILES_WAITING.set(due.waiting)
        fresh = [file for file in due.files if file.name not in self._failed]
        if not fresh:
            self._failed.clear()
        return await self._try_all(fresh)

    async def _try_all(self, files: Sequence[OldFileView]) -> int:
        settled = 0
        for file in files:
            await self._allowed()
            started = time.perf_counter()
            self._failed.add(file.name)
            try:
                with own_trace(
                    "old.files", {names.MESSAGING_MESSAGE_ID: file.name, names.TICKET: file.ticket}
                ) as span:
                    outcome = await self.move(file)
                    span.set_attribute(names.OUTCOME, outcome)
            except BusyError as error:
                await self.limiter.pause(self.budget, error.seconds)
                raise
            self._failed.discard(file.name)
            settled += 1
            OLD_FILES_TRIED(outcome).inc()
            log.info(
                "old_file.tried",
                old_file=file.name,
                ticket=file.ticket,
                outcome=outcome,
                duration_ms=round((time.perf_counter() - started) * 1000, 3),
            )
        return settled

    async def _allowed(self) -> None:
        """Return once Telegram would take a message."""
        wait = await self.limiter.take(self.budget)
        while wait:
            await asyncio.sleep(wait)
            wait = await self.limiter.take(self.budget)
