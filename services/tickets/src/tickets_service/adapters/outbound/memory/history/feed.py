"""The feed on memory: transactions commit one after the other, so all of it is final."""

from tickets_service.adapters.outbound.memory.history.known_now import known_now
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.ports.history.feed import FeedPage, FeedPosition
from tickets_service.domain.tickets.events import EventType


class MemoryEventFeed:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def read(self, after: FeedPosition, *, types: frozenset[EventType], limit: int) -> FeedPage:
        found = [
            (position, known_now(event, self._store))
            for position, event in self._store.events
            if position > after and (not types or event.type in types)
        ]
        complete = len(found) <= limit
        events = found[:limit]
        end = FeedPosition(self._store.transactions, 0)
        return FeedPage(
            events=events,
            reached=max(after, end) if complete else events[-1][0],
            complete=complete,
            unsettled=False,
            horizon=self._store.transactions,
        )
