"""Whose a ticket is that somebody of the staff may not see: that much they may know."""

from dataclasses import dataclass

from bot_service.application.errors import NotFoundError
from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.ports.tickets.tickets import TicketGateway
from bot_service.domain.people.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class FindHolder:
    tickets: TicketGateway
    people: UserDirectory

    async def __call__(self, number: int, *, person: Person) -> str | None:
        """Return the name of the colleague who has the ticket; None where nobody has, or `person` is no colleague.

        Raises what the gateways raise, but for a ticket that does not exist.
        """
        if not person.role.is_staff:
            return None
        try:
            ticket = await self.tickets.get(number, acting=None)
        except NotFoundError:
            return None
        if ticket.assignee in ("", person.name):
            return None
        return (await self.people.get(ticket.assignee)).display_name
