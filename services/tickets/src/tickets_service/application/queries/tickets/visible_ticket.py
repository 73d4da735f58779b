"""The ticket that a question is about, if the asker may see it."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.permissions.checks import may, require
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.permissions.sight import Sight, sight_of
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    ticket: TicketView
    notes: bool
    sight: Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleTicket:
    reading: ReadSessionFactory

    async def seen(self, principal: Principal, ticket_id: TicketId) -> Seen:
        """Tell also whether internal notes, and which other tickets, may be seen; raise what `found` raises."""
        actor, ticket = await self.found(principal, ticket_id)
        return Seen(ticket=ticket, notes=may(actor, Action.SEE_NOTES, ticket), sight=sight_of(actor))

    async def found(self, principal: Principal, ticket_id: TicketId) -> tuple[Actor, TicketView]:
        """Raise `TicketNotFoundError` alike for what is missing and for what the actor may not see."""
        async with self.reading() as read:
            actor = await actor_of(read.users, principal)
            ticket = await read.tickets.find(ticket_id, asker=principal.user_id)
        if ticket is None:
            raise TicketNotFoundError(ticket_id)
        require(actor, Action.VIEW, ticket)
        return actor, ticket
