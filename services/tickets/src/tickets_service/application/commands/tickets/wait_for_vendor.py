"""Use case: a supplier has to act first."""

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
class WaitForVendor:
    principal: Principal
    ticket_id: TicketId
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitForVendorHandler:
    change: TicketChanger

    async def __call__(self, command: WaitForVendor) -> TicketView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command,
            key,
            Verb.WAIT_FOR_VENDOR,
            lambda ticket, actor, now: ticket.wait_for_vendor(by=actor, now=now, reason=reason),
        )
