"""What happened to a ticket, with the names of who did it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.ports.tickets.ticket_work import TicketWork
from bot_service.application.ports.tickets.tickets import TicketGateway
from bot_service.application.queries.people.read_names import display_names
from bot_service.application.views.events import EventType, EventView
from bot_service.application.views.tickets import TicketView

SAYING_MORE: Final = frozenset({EventType.TICKET_REOPENED, EventType.TICKET_MERGED})
"""More than the change of state that goes with them."""


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
        known = [event for event in told_once(events) if event.type is not EventType.OTHER]
        return History(ticket=ticket, events=known[::-1], names=names)


def told_once(events: Sequence[EventView]) -> Sequence[EventView]:
    """Leave out changes of state that come with what says them, too, and why: a reopening, or a merge."""
    return [
        event for event, after in zip_longest(events, events[1:]) if after is None or not _is_of(event, after)
    ]


def _is_of(change: EventView, whole: EventView) -> bool:
    is_said = change.type is EventType.STATE_CHANGED and whole.type in SAYING_MORE
    return is_said and (change.actor, change.create_time) == (whole.actor, whole.create_time)
