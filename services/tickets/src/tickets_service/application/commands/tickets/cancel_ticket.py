"""Use case: what is not done yet is withdrawn."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain import text
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicket:
    principal: Principal
    ticket_id: TicketId
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicketHandler:
    change: TicketChanger

    async def __call__(self, command: CancelTicket) -> TicketView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command,
            key,
            Verb.CANCEL,
            lambda ticket, actor, now: ticket.cancel(by=actor, now=now, reason=reason),
        )
