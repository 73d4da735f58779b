"""What happened, on memory."""

from collections.abc import Sequence

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.views.events import EventView, change_of
from tickets_service.domain.tickets.events import AnyTicketEvent
from tickets_service.domain.tickets.ticket import TicketId


class MemoryHistory:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.staged: list[EventView] = []
        self.told: list[tuple[TicketId, AnyTicketEvent]] = []

    async def append(
        self, ticket_id: TicketId, events: Sequence[AnyTicketEvent], *, traceparent: str
    ) -> None:
        self.told.extend((ticket_id, event) for event in events)
        self.staged.extend(
            EventView(
                id=next(self._store.ids),
                ticket_id=ticket_id,
                type=event.type,
                actor=event.actor,
                on_behalf_of=event.on_behalf_of,
                occurred_at=event.occurred_at,
                reason=event.reason,
                traceparent=traceparent,
                change=change_of(event),
            )
            for event in events
        )
