"""Query: one ticket."""

from dataclasses import dataclass

from tickets_service.application.ports.clock import Clock
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import allowed_verbs


@dataclass(frozen=True, slots=True, kw_only=True)
class GetTicket:
    principal: Principal
    ticket_id: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class GetTicketHandler:
    visible: VisibleTicket
    clock: Clock

    async def __call__(self, query: GetTicket) -> TicketView:
        actor, ticket = await self.visible.found(query.principal, query.ticket_id)
        return ticket.seen_by(actor).offering(allowed_verbs(actor, ticket, self.clock.now()))
