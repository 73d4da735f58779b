"""Use case: forget answers that nobody may ask for again."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.idempotency import KEPT_FOR
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory

BATCH: Final = 1_000
"""Small enough to hold no lock, and no reader of the feed, for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeAnswersHandler:
    """Safe to run in any number of replicas at once."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    batch: int = BATCH

    async def __call__(self) -> int:
        """Return how many were forgotten."""
        purged = 0
        while True:
            async with self.unit_of_work() as uow:
                gone = await uow.answers.purge(before=self.clock.now() - KEPT_FOR, limit=self.batch)
                await uow.commit()
            purged += gone
            if gone < self.batch:
                return purged
