"""The messages that asked a reporter whether their request is fixed, once something came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot_service.application.errors import ForbiddenError, NotFoundError
from bot_service.application.ports.tickets.message_links import MessageLinks, ToldMessage
from bot_service.application.ports.tickets.ticket_work import TicketWork
from bot_service.application.views.events import EventType, EventView
from bot_service.application.views.tickets import TicketState, TicketView


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    resolved: EventView
    ended: EventView | None
    """By what it was closed or reopened; None while it is neither."""
    is_latest: bool
    """It was not resolved again since."""
    asked: Sequence[ToldMessage]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindSettled:
    work: TicketWork
    links: MessageLinks

    async def __call__(self, event: EventView, ticket: TicketView) -> Settled | None:
        """Return the last resolution before the event, where it settles one and its reporter was asked.

        Read as the reporter: it is what they were told. Raises `UnavailableError`.
        """
        if not (_settles(event) and ticket.reporter):
            return None
        try:
            history = await self.work.history(event.ticket, acting=ticket.reporter)
        except (NotFoundError, ForbiddenError):
            return None
        names = [each.name for each in history]
        place = names.index(event.name) if event.name in names else 0
        resolved = [n for n, each in enumerate(history) if each.state_after is TicketState.RESOLVED]
        before = [n for n in resolved if n < place]
        if not before:
            return None
        last = before[-1]
        asked = await self.links.told_of([history[last].name])
        if not asked:
            return None
        return Settled(
            resolved=history[last],
            ended=next((each for each in history[last + 1 :] if each.state_after is not None), None),
            is_latest=last == resolved[-1],
            asked=asked,
        )


def _settles(event: EventView) -> bool:
    """Tell whether a question to the reporter may be out of date by it: of their stars, its buttons show which."""
    return event.state_after is TicketState.CLOSED or event.type in {
        EventType.TICKET_REOPENED,
        EventType.TICKET_RATED,
    }
