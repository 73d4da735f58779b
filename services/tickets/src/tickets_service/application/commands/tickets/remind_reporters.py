"""Use case: reporters whose answer is awaited are reminded, and in the end nobody waits any longer."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.state import State
from tickets_service.domain.tickets.waiting import silent_before

BATCH: Final = 100
"""Small enough to hold no lock, and no reader of the feed, for long."""


@dataclass(frozen=True, slots=True)
class Reminded:
    reminders: int
    resolved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindReportersHandler:
    """Safe to run in any number of replicas at once: each step of a ticket is taken by one of them, once."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing
    batch: int = BATCH

    async def __call__(self) -> Reminded:
        """Return how many reminders there were, and how many tickets were resolved."""
        steps = resolved = 0
        while True:
            now = self.clock.now()
            async with self.unit_of_work() as uow:
                due = await uow.tickets.waiting_silently(silent_before(now), limit=self.batch)
                for ticket in due:
                    ticket.pursue(now=now)
                    await uow.tickets.save(ticket)
                    await uow.history.append(
                        ticket.id, ticket.pull_events(), traceparent=self.tracing.traceparent()
                    )
                await uow.commit()
            steps += len(due)
            resolved += sum(ticket.state is State.RESOLVED for ticket in due)
            if len(due) < self.batch:
                return Reminded(steps - resolved, resolved)
