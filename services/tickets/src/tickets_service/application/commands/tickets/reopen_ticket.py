"""Use case: what was done is worked on again."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain import text
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.permissions.checks import may
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTicket:
    principal: Principal
    ticket_id: TicketId
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTicketHandler:
    change: TicketChanger

    async def __call__(self, command: ReopenTicket) -> TicketView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        def reopen(ticket: Ticket, actor: Actor, now: datetime) -> None:
            ticket.reopen(
                by=actor,
                now=now,
                reason=reason,
                as_staff=may(actor, Action.REOPEN_LATE, ticket),
                as_admin=may(actor, Action.REOPEN_TERMINAL, ticket),
            )

        return await self.change(command, key, Action.REOPEN, reopen)
