"""Which requests a message may be about that was sent without the reply gesture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot_service.application.errors import NotFoundError
from bot_service.application.ports.tickets.message_links import MessageLinks
from bot_service.application.ports.tickets.tickets import TicketGateway, TicketList
from bot_service.application.views.tickets import TicketState, TicketView, Verb
from bot_service.domain.people.person import Person

LATELY: Final = timedelta(hours=1)
MOST: Final = 3
"""Of more than this nobody picks the right one from a row of buttons."""
MOST_WAITING: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FindSubjects:
    tickets: TicketGateway
    links: MessageLinks
    now: Callable[[], datetime]

    async def __call__(self, person: Person, *, talked_about_only: bool = False) -> Sequence[TicketView]:
        """Return what waits for the person or was talked about with them lately, at most 3 of it; else nothing.

        Where there is no such thing, it may be what the person has just sent or, of staff, the one ticket that they
        work on. Raises what the gateways raise.
        """
        reported = await self.tickets.list(TicketList.REPORTED_OPEN, acting=person.name, limit=MOST_WAITING)
        waiting = [ticket.number for ticket in reported if ticket.state is TicketState.WAITING_REPORTER]
        talked_about = await self.links.talked_about(person.telegram_id, LATELY)
        numbers = list(dict.fromkeys([*waiting, *talked_about]))
        if not numbers and not talked_about_only:
            since = self.now() - LATELY
            numbers = sorted(
                (ticket.number for ticket in reported if ticket.create_time > since), reverse=True
            )
        if not numbers and person.role.is_staff:
            assigned = await self.tickets.list(TicketList.ASSIGNED, acting=person.name, limit=2)
            numbers = [ticket.number for ticket in assigned] if len(assigned) == 1 else []
        open_ones = [ticket for number in numbers[: 2 * MOST] if (ticket := await self._open(number, person))]
        return open_ones if len(open_ones) <= MOST else ()

    async def _open(self, number: int, person: Person) -> TicketView | None:
        """Return the ticket if it takes a comment of the person."""
        try:
            ticket = await self.tickets.get(number, acting=person.name)
        except NotFoundError:
            return None
        return ticket if Verb.COMMENT in ticket.allowed_verbs else None
