"""Measures the queues and throws old rows away."""

import math
from dataclasses import dataclass
from itertools import count
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.adapters.inbound.worker.metrics import GIVEN_UP, OLDEST, PARKED, PENDING
from bot_service.application.ports.queues.queue_upkeep import QueueUpkeep

GAUGE_SECONDS: Final = 10.0
PURGE_EVERY: Final = 360
"""Measurements between two purges: an hour."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Upkeep:
    queues: QueueUpkeep
    gauge_seconds: float = GAUGE_SECONDS

    async def __call__(self) -> None:
        """Work without end."""
        turns = count()
        await without_end(
            lambda: self._turn(next(turns)),
            "queues.upkeep_failed",
            first=self.gauge_seconds,
            longest=self.gauge_seconds,
        )

    async def _turn(self, number: int) -> float:
        try:
            await self.measure()
            if number % PURGE_EVERY == 0:
                while purged := await self.queues.purge():
                    log.info("queues.purged", rows=purged)
        except Exception:
            unmeasured()
            raise
        return self.gauge_seconds

    async def measure(self) -> None:
        counts = await self.queues.counts()
        for queue, backlog in counts.backlogs.items():
            PENDING[queue].set(backlog.pending)
            OLDEST[queue].set(backlog.oldest_seconds)
            GIVEN_UP[queue].set(backlog.given_up)
        PARKED.set(counts.parked)
        GIVEN_UP["events"].set(counts.dead_events)


def unmeasured() -> None:
    """Say that nothing is known: an old value would look like a queue that does not move."""
    for gauge in (*PENDING.values(), *OLDEST.values(), *GIVEN_UP.values(), PARKED):
        gauge.set(math.nan)
