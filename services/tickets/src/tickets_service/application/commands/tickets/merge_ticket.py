"""Use case: two tickets are about the same, and one of them goes on for both."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.acting import person_of
from tickets_service.application.commands.links.linking import all_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain import text
from tickets_service.domain.links.link import Link, LinkKind
from tickets_service.domain.people.user import User
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.tickets.events import AnyTicketEvent
from tickets_service.domain.tickets.following import followed
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.verbs import allowed_verbs
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeTicket:
    principal: Principal
    ticket_id: TicketId
    target_id: TicketId
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True)
class MergedTickets:
    ticket: TicketView
    target: TicketView


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeTicketHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: MergeTicket) -> MergedTickets:
        violations = Violations()
        if command.target_id == command.ticket_id:
            violations.add("target", "must be another ticket")
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            person = await person_of(uow.users, command.principal, Action.MERGE)
            if answer := await uow.answers.claim(key, MergedTickets, now=now):
                return await self._before(uow, command, person, answer, now)
            # Nobody else merges meanwhile: which tickets lead to the source is known before they are locked,
            # so that all of them are locked in one order.
            await uow.links.lock_chains(LinkKind.DUPLICATE_OF)
            earlier = await uow.tickets.duplicates_of(command.ticket_id)
            source, target, *redirected = await all_of(
                uow.tickets,
                command.ticket_id,
                command.target_id,
                *earlier,
                person=person,
                action=Action.MERGE,
            )
            source.require_etag(command.etag)
            source.merge_into(target, by=person, now=now, reason=reason)
            for ticket in redirected:
                ticket.redirect(target, by=person, now=now, reason=reason)
            await uow.links.add(
                Link(source_id=source.id, target_id=target.id, kind=LinkKind.DUPLICATE_OF, created_at=now)
            )
            joined = [
                followed(target, follower, by=person, now=now)
                for follower in await uow.followers.carry_over(source.id, target.id, now=now)
            ]
            for ticket in (source, *redirected):
                await uow.tickets.save(ticket)
                await self._remember(uow, ticket, ticket.pull_events())
            # The target itself did not change: its etag stays good.
            await self._remember(uow, target, [*target.pull_events(), *joined])
            merged = MergedTickets(
                TicketView.of(source, allowed_verbs=allowed_verbs(person, source, now)),
                TicketView.of(target, allowed_verbs=allowed_verbs(person, target, now)),
            )
            await uow.answers.keep(key, merged)
            await uow.commit()
        return merged

    async def _remember(self, uow: UnitOfWork, ticket: Ticket, events: list[AnyTicketEvent]) -> None:
        await uow.history.append(ticket.id, events, traceparent=self.tracing.traceparent())

    async def _before(
        self, uow: UnitOfWork, command: MergeTicket, person: User, answer: MergedTickets, now: datetime
    ) -> MergedTickets:
        tickets = await uow.tickets.find_all((command.ticket_id, command.target_id), asker=person.id)
        ticket, target = tickets[command.ticket_id], tickets[command.target_id]
        return MergedTickets(
            answer.ticket.seen_by(person).offering(allowed_verbs(person, ticket, now)),
            answer.target.seen_by(person).offering(allowed_verbs(person, target, now)),
        )
