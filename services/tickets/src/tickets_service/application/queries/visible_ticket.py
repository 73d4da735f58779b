"""The ticket that a question is about, if the asker may see it."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.readers import TicketReader, UserReader
from tickets_service.application.principal import Principal
from tickets_service.application.views import TicketView
from tickets_service.domain.permissions import Action, require
from tickets_service.domain.ticket import TicketId
from tickets_service.domain.ticket_errors import TicketNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleTicket:
    users: UserReader
    tickets: TicketReader

    async def __call__(self, principal: Principal, ticket_id: TicketId) -> TicketView:
        """Raise `TicketNotFoundError` alike for what is missing and for what the actor may not see."""
        actor = await actor_of(self.users, principal)
        ticket = await self.tickets.find(ticket_id)
        if ticket is None:
            raise TicketNotFoundError(ticket_id)
        require(actor, Action.VIEW, ticket)
        return ticket
