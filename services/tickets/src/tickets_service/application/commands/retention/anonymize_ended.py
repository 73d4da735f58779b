"""Use case: what ended long ago keeps its figures, and loses its people and their words (decision 65)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.retention.store import RunStep
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.domain.people.actor import SYSTEM
from tickets_service.domain.people.events import forget
from tickets_service.domain.people.user import UserId

NOTHING_LEFT: Final = "no request of theirs is kept any more"
BATCH: Final = 20
"""Tickets of one transaction, each with all that was ever said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymized:
    tickets: int
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymizeEndedHandler:
    """Safe to run in any number of replicas at once, and to be killed: each ticket is done by one of them, once."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing
    batch: int = BATCH

    async def __call__(self) -> Anonymized:
        """Return what was done."""
        tickets = comments = 0
        while True:
            async with self.unit_of_work() as uow:
                done = await self._some(uow)
                await uow.commit()
            if done is None:
                return Anonymized(tickets=tickets, comments=comments)
            tickets += done.tickets
            comments += done.comments
            # Not before: of the last ones, duplicates may be due by now.
            if not done.tickets:
                return Anonymized(tickets=tickets, comments=comments)

    async def _some(self, uow: UnitOfWork) -> Anonymized | None:
        """Anonymize up to a batch; None where the desk keeps everything."""
        policy, now = await uow.retention.policy(), self.clock.now()
        if not policy.is_on:
            return None
        due = await uow.retention.due(ended_before=policy.ended_before(now), limit=self.batch)
        comments = 0
        numbers = [ticket.id for ticket in due]
        if due:
            nobody = await uow.retention.nobody(now=now)
            placeholders = await uow.retention.placeholders_of(numbers)
            comments = await uow.retention.erase(numbers, nobody=nobody)
            for ticket in due:
                ticket.anonymize(nobody, now=now)
                await uow.tickets.save(ticket)
                await uow.history.append(
                    ticket.id, ticket.pull_events(), traceparent=self.tracing.traceparent()
                )
            await self._forget(uow, placeholders, now)
        await uow.retention.log(RunStep(days=policy.days, at=now, tickets=numbers, comments=comments))
        return Anonymized(tickets=len(due), comments=comments)

    async def _forget(self, uow: UnitOfWork, people: Sequence[UserId], now: datetime) -> None:
        """Forget who never was at Telegram, and of whom nothing else is here: they have no account to come back to."""
        gone = await uow.retention.without_tickets(people)
        await uow.retention.unname([person.id for person in gone])
        for person in gone:
            event = forget(person, by=SYSTEM, now=now, reason=NOTHING_LEFT)
            await uow.users.save(person)
            await uow.users.record(event, traceparent=self.tracing.traceparent())
