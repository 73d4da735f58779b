"""Does what people asked to have done to several tickets, once its time has come."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog

from bot_service.application.backoff import backoff
from bot_service.application.commands.run_bulk import RunBulk
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.bulk_jobs import BulkJobs
from fixline_telemetry.crashes import report

LONGEST_SLEEP: Final = 20.0
"""Seconds; less than anything waits for its time, so that nobody has to be woken."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRunner:
    """One process at a time runs it (a lease); two at once would do nothing twice."""

    jobs: BulkJobs
    run: RunBulk

    async def __call__(self) -> None:
        """Work without end; outages are waited out, and what was begun is begun again."""
        failures = 0
        while True:
            try:
                wait = await self.jobs.next_in()
                if wait is None or wait > 0:
                    await asyncio.sleep(LONGEST_SLEEP if wait is None else min(wait, LONGEST_SLEEP))
                    continue
                await self.run()
            except Exception as error:  # noqa: BLE001  # whatever it is, they still wait there
                if not isinstance(error, UnavailableError):
                    report(error, recurs=True)
                log.warning("bulk.interrupted", error_type=type(error).__name__)
                failures += 1
                await asyncio.sleep(backoff(failures, first=1.0, longest=LONGEST_SLEEP).total_seconds())
                continue
            failures = 0
