"""Use case: an agent makes a ticket their own."""

from dataclasses import dataclass

from tickets_service.application.acting import as_person
from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTicket:
    principal: Principal
    ticket_id: TicketId
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTicketHandler:
    change: TicketChanger

    async def __call__(self, command: TakeTicket) -> TicketView:
        violations = Violations()
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command,
            key,
            Verb.TAKE,
            lambda ticket, actor, now: ticket.take(by=as_person(actor, Action.TAKE), now=now),
        )
