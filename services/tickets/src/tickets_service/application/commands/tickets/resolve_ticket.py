"""Use case: staff say that the work is done."""

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
class ResolveTicket:
    principal: Principal
    ticket_id: TicketId
    resolution: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveTicketHandler:
    change: TicketChanger

    async def __call__(self, command: ResolveTicket) -> TicketView:
        violations = Violations()
        resolution = text.RESOLUTION.read(command.resolution, "resolution", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command,
            key,
            Verb.RESOLVE,
            lambda ticket, actor, now: ticket.resolve(by=actor, now=now, resolution=resolution),
        )
