"""Use case: what was resolved long ago, and not reopened, is closed."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.tickets.reopening import CONFIRMED_AFTER

BATCH: Final = 100
"""Small enough to hold no lock, and no reader of the feed, for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseUnansweredHandler:
    """Safe to run in any number of replicas at once: each ticket is closed by one of them, once."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing
    batch: int = BATCH

    async def __call__(self) -> int:
        """Return how many were closed."""
        closed = 0
        while True:
            now = self.clock.now()
            async with self.unit_of_work() as uow:
                due = await uow.tickets.due_to_close(resolved_before=now - CONFIRMED_AFTER, limit=self.batch)
                for ticket in due:
                    ticket.close_unanswered(now=now)
                    await uow.tickets.save(ticket)
                    await uow.history.append(
                        ticket.id, ticket.pull_events(), traceparent=self.tracing.traceparent()
                    )
                await uow.commit()
            closed += len(due)
            if len(due) < self.batch:
                return closed
