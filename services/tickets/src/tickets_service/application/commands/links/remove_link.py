"""Use case: two tickets no longer have to do with each other."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.acting import person_of
from tickets_service.application.commands.links.linking import linkable, remember
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.links.errors import LinkNotFoundError, LinkOfMergeError
from tickets_service.domain.links.link import Link, LinkId, LinkKind, SeenLink
from tickets_service.domain.people.actor import actor_name
from tickets_service.domain.people.user import User
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.permissions.checks import require
from tickets_service.domain.tickets.events import LinkRemoved
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLink:
    principal: Principal
    ticket_id: TicketId
    link_id: LinkId
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLinkHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: RemoveLink) -> SeenLink:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            person = await person_of(uow.users, command.principal, Action.UNLINK)
            if answer := await uow.answers.claim(key, SeenLink, now=now):
                return answer
            link = await self._remove(uow, command, person, now)
            await remember(
                uow.history,
                LinkRemoved,
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

    async def _remove(self, uow: UnitOfWork, command: RemoveLink, person: User, now: datetime) -> Link:
        link = await uow.links.find(command.link_id)
        if link is None or command.ticket_id not in link.ends:
            require(person, Action.UNLINK, await uow.tickets.get(command.ticket_id, asker=person.id))
            raise LinkNotFoundError(command.ticket_id, command.link_id)
        other_id = TicketId(link.seen_from(command.ticket_id).other_id)
        await linkable(uow.tickets, command.ticket_id, other_id, person=person, verb=Verb.UNLINK, now=now)
        if link.kind is LinkKind.DUPLICATE_OF:
            raise LinkOfMergeError(link)
        # Found before the tickets were locked: somebody may have removed it since.
        if not await uow.links.remove(link.id):
            raise LinkNotFoundError(command.ticket_id, command.link_id)
        return link
