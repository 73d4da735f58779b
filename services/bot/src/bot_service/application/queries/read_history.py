"""What happened to a ticket, with the names of who did it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot_service.application.ports.ticket_work import TicketWork
from bot_service.application.ports.tickets import TicketGateway, UserDirectory
from bot_service.application.queries.read_names import display_names
from bot_service.application.views import EventType, EventView, TicketView


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    ticket: TicketView
    events: Sequence[EventView]
    """Newest first; of kinds that this release knows."""
    names: Mapping[str, str]
    """Display names by `users/7`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadHistory:
    tickets: TicketGateway
    work: TicketWork
    people: UserDirectory

    async def __call__(self, number: int, *, acting: str) -> History:
        """Raises what the gateways raise."""
        ticket = await self.tickets.get(number, acting=acting)
        events = await self.work.history(number, acting=acting)
        named = {event.actor for event in events}
        named |= {event.assignee.after for event in events if event.assignee is not None}
        names = await display_names(self.people, named)
        shown = [event for event in reversed(events) if event.type is not EventType.OTHER]
        return History(ticket=ticket, events=shown, names=names)
