"""Use case: a dispatcher decides who works on a ticket."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChange, TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain import text
from tickets_service.domain.people.errors import UserNotFoundError
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTicket:
    principal: Principal
    ticket_id: TicketId
    assignee_id: UserId
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTicketHandler:
    change: TicketChanger

    async def __call__(self, command: AssignTicket) -> TicketView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        async def assign(ticket: Ticket, work: TicketChange) -> None:
            # Locked: nobody can be shut out or demoted while they are given a ticket.
            assignee = await work.users.find_to_change(command.assignee_id)
            if assignee is None:
                raise UserNotFoundError(command.assignee_id)
            ticket.assign(assignee, by=work.actor, now=work.now, reason=reason)

        return await self.change.with_others(command, key, Verb.ASSIGN, assign)
