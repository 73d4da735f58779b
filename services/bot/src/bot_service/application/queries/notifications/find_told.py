"""Messages that told people what somebody said, and has put differently or taken back since (decision 53)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot_service.application.errors import ForbiddenError, NotFoundError
from bot_service.application.ports.tickets.message_links import MessageLinks, ToldMessage
from bot_service.application.ports.tickets.ticket_work import TicketWork
from bot_service.application.views.events import EventView


@dataclass(frozen=True, slots=True, kw_only=True)
class FindTold:
    work: TicketWork
    links: MessageLinks

    async def __call__(self, event: EventView) -> Sequence[ToldMessage]:
        """Return them, the oldest first; none where whoever did it does not see the ticket any more.

        Read as the one who did it: they see what they said, note or not. Raises `UnavailableError`.
        """
        if not event.says_anew or event.said is None:
            return ()
        try:
            history = await self.work.history(event.ticket, acting=event.actor)
        except (NotFoundError, ForbiddenError):
            return ()
        causes = [
            each.name
            for each in history
            if each.said is not None and each.said.name == event.said.name and each.name != event.name
        ]
        return await self.links.told_of(causes) if causes else ()
