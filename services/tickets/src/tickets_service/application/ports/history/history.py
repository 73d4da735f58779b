"""Port: what happened, appended once and for ever."""

from collections.abc import Sequence
from typing import Protocol

from tickets_service.domain.tickets.events import AnyTicketEvent
from tickets_service.domain.tickets.ticket import TicketId


class History(Protocol):
    """The history is also the outbox: what is appended reaches whoever watches after the commit."""

    async def append(
        self, ticket_id: TicketId, events: Sequence[AnyTicketEvent], *, traceparent: str
    ) -> None:
        """Record the events, in this order, as part of the unit of work."""
        ...
