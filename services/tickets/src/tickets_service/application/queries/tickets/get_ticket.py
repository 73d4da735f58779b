"""Query: one ticket."""

from dataclasses import dataclass

from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class GetTicket:
    principal: Principal
    ticket_id: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class GetTicketHandler:
    visible: VisibleTicket

    async def __call__(self, query: GetTicket) -> TicketView:
        return await self.visible(query.principal, query.ticket_id)
