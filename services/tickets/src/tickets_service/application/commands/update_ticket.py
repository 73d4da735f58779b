"""Use case: staff correct what a ticket says."""

from dataclasses import dataclass

from tickets_service.application.commands.change_ticket import TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views import TicketView
from tickets_service.domain import text
from tickets_service.domain.permissions import Action
from tickets_service.domain.priority import Priority
from tickets_service.domain.ticket import TicketId
from tickets_service.domain.ticket_edit import TicketEdit
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTicket:
    """`fields` names what to change; the other values are ignored."""

    principal: Principal
    ticket_id: TicketId
    fields: tuple[str, ...]
    title: str = ""
    description: str = ""
    location: str = ""
    priority: Priority | None = None
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTicketHandler:
    change: TicketChanger

    async def __call__(self, command: UpdateTicket) -> TicketView:
        violations = Violations()
        edit = TicketEdit.read(
            fields=command.fields,
            title=command.title,
            description=command.description,
            location=command.location,
            priority=command.priority,
            violations=violations,
        )
        rule = text.REQUIRED_REASON if "priority" in command.fields else text.REASON
        reason = rule.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command,
            key,
            Action.UPDATE,
            lambda ticket, actor, now: ticket.update(edit, by=actor, now=now, reason=reason),
        )
