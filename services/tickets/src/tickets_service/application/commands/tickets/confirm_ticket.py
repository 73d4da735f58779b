"""Use case: the reporter agrees that the work is done."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmTicket:
    principal: Principal
    ticket_id: TicketId
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmTicketHandler:
    change: TicketChanger

    async def __call__(self, command: ConfirmTicket) -> TicketView:
        violations = Violations()
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command, key, Verb.CONFIRM, lambda ticket, actor, now: ticket.confirm(by=actor, now=now)
        )
