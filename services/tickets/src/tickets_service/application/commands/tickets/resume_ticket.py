"""Use case: the waiting is over."""

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
class ResumeTicket:
    principal: Principal
    ticket_id: TicketId
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeTicketHandler:
    change: TicketChanger

    async def __call__(self, command: ResumeTicket) -> TicketView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command,
            key,
            Verb.RESUME,
            lambda ticket, actor, now: ticket.resume(by=actor, now=now, reason=reason),
        )
