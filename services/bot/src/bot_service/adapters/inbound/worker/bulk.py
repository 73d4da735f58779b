"""Does what people asked to have done to several tickets, once its time has come."""

from dataclasses import dataclass
from typing import Final

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.application.commands.lists.run_bulk import RunBulk
from bot_service.application.ports.lists.bulk_jobs import BulkJobs

LONGEST_SLEEP: Final = 20.0
"""Seconds; less than anything waits for its time, so that nobody has to be woken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkRunner:
    """One process at a time runs it (a lease); two at once would do nothing twice."""

    jobs: BulkJobs
    run: RunBulk

    async def __call__(self) -> None:
        """Work without end; outages are waited out, and what was begun is begun again."""
        await without_end(self._turn, "bulk.interrupted", first=2.0, longest=LONGEST_SLEEP)

    async def _turn(self) -> float:
        wait = await self.jobs.next_in()
        if wait is None or wait > 0:
            return LONGEST_SLEEP if wait is None else min(wait, LONGEST_SLEEP)
        await self.run()
        return 0.0
