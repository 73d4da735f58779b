"""Use case: staff say what two tickets have to do with each other."""

from dataclasses import dataclass

from tickets_service.application.acting import person_of
from tickets_service.application.commands.links.linking import linkable, remember, require_fitting
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.links.link import Direction, Link, LinkKind, SeenLink
from tickets_service.domain.people.actor import actor_name
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.tickets.events import LinkAdded
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLink:
    principal: Principal
    ticket_id: TicketId
    other_id: TicketId
    kind: LinkKind
    direction: Direction = Direction.OUTGOING
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLinkHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: AddLink) -> SeenLink:
        violations = Violations()
        if command.other_id == command.ticket_id:
            violations.add("link.other", "must be another ticket")
        if command.kind is LinkKind.DUPLICATE_OF:
            violations.add("link.kind", "is made by merging")
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        link = Link.between(
            command.ticket_id, command.other_id, command.kind, direction=command.direction, now=now
        )
        async with self.unit_of_work() as uow:
            person = await person_of(uow.users, command.principal, Action.LINK)
            if answer := await uow.answers.claim(key, SeenLink, now=now):
                return answer
            # Two halves of a circle, each added where the other is not seen yet, would both pass.
            await uow.links.lock_chains(link.kind)
            await linkable(
                uow.tickets, command.ticket_id, command.other_id, person=person, verb=Verb.LINK, now=now
            )
            await require_fitting(uow.links, link)
            link = await uow.links.add(link)
            await remember(
                uow.history,
                LinkAdded,
                link,
                by=actor_name(person),
                now=now,
                traceparent=self.tracing.traceparent(),
                reason=reason,
            )
            seen = link.seen_from(command.ticket_id)
            await uow.answers.keep(key, seen)
            await uow.commit()
        return seen
