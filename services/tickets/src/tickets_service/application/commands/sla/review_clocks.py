"""Use case: time has passed, or policies have changed, and the SLA clocks are looked at."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.sla.alerts import AlertKey, Threshold
from tickets_service.domain.sla.clock import ClockKind
from tickets_service.domain.sla.standing import NOT_COMPUTABLE
from tickets_service.domain.tickets.events import SlaAlerted
from tickets_service.domain.tickets.ticket import TicketId

BATCH: Final = 100
"""Small enough to hold no lock, and no reader of the feed, for long."""
BATCHES: Final = 20
"""After so many of one kind the other gets its turn: many tickets may be outdated at once."""


@dataclass(slots=True)
class ClockReview:
    """What was done: alerts told, tickets reckoned anew, and those where that failed, with the reason.

    `breaches`: of how many tickets each clock was told to have run out.
    """

    alerts: int = 0
    tickets: int = 0
    breaches: Counter[ClockKind] = field(default_factory=Counter)
    failed: list[tuple[TicketId, str]] = field(default_factory=list)
    unfinished: bool = False
    """There is more to do at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewClocksHandler:
    """Safe to run in any number of replicas at once: each alert is told by one of them, once.

    A ticket whose clocks cannot be computed keeps nobody waiting: it is left alone until the policies change.
    """

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing
    batch: int = BATCH
    batches: int = BATCHES

    async def __call__(self) -> ClockReview:
        review = ClockReview()
        for outdated in (False, True):
            for _ in range(self.batches):
                if await self._review_some(review, outdated=outdated) < self.batch:
                    break
            else:
                review.unfinished = True
        return review

    async def _review_some(self, review: ClockReview, *, outdated: bool) -> int:
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            policies = await uow.clocks.policies()
            tickets = await (
                uow.clocks.outdated(revision=policies.revision, limit=self.batch)
                if outdated
                else uow.clocks.to_alert(now=now, limit=self.batch)
            )
            if not tickets:
                return 0
            # From the history itself: whatever a ticket was told before, this puts it right.
            records = await uow.clocks.records(tickets)
            failed: list[tuple[TicketId, str]] = []
            told: list[AlertKey] = []
            for ticket in tickets:
                try:
                    ticket.review(records[ticket.id], policies, now=now)
                except NOT_COMPUTABLE as error:
                    failed.append((ticket.id, error.reason))
                await uow.clocks.save(ticket)
                events = ticket.pull_events()
                await uow.history.append(ticket.id, events, traceparent=self.tracing.traceparent())
                told += [event.alert.key for event in events if isinstance(event, SlaAlerted)]
            await uow.commit()
        review.alerts += len(told)
        review.breaches.update(key.clock for key in told if key.threshold is Threshold.BREACH)
        review.tickets += len(tickets)
        review.failed += failed
        return len(tickets)
