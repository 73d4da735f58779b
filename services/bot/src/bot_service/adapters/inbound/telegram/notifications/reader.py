"""Somebody who hears of an event, and the ticket as it is for them."""

from dataclasses import dataclass

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.topics import in_topic
from bot_service.adapters.inbound.telegram.drawing.tickets.work import works_on
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.views.events import EventView
from bot_service.domain.deliveries.outgoing import OutgoingCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    name: str
    chat_id: int
    is_reachable: bool
    texts: Texts
    details: TicketDetails
    has_topics: bool
    """Private chats have topics: theirs has one for each of their requests (decision 67)."""

    @property
    def is_reporter(self) -> bool:
        return self.name == self.details.ticket.reporter

    def told(self, call: OutgoingCall) -> OutgoingCall:
        """Have it go to the topic of the request, where it is theirs and has one."""
        return in_topic(call, self.details.ticket) if self.has_topics and self.is_reporter else call

    def topic_renamed(self) -> list[OutgoingCall]:
        """Have the topic of their request look as the request stands."""
        if not (self.has_topics and self.is_reporter):
            return []
        number = self.details.ticket.number
        return [self.told(OutgoingCall(method="editForumTopic", chat_id=self.chat_id, ticket=number))]

    def may_read(self, event: EventView) -> bool:
        """Whoever is not of the desk any more reads no note, even of a ticket that is still theirs."""
        return event.note is None or works_on(self.details.ticket)
