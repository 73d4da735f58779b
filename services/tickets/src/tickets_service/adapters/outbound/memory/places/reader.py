"""Reading locations on memory."""

from collections.abc import Sequence

from tickets_service.adapters.outbound.memory.places.repository import coded, current
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.ports.places.reader import LocationFilter
from tickets_service.application.views.places import LocationEventView, LocationView
from tickets_service.domain.places.events import parent_of
from tickets_service.domain.places.location import Location


class MemoryLocationReader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, code: str) -> LocationView | None:
        found = coded(code, self._store.locations)
        return LocationView.of(found) if found else None

    async def page(self, which: LocationFilter, *, after: str, limit: int) -> Sequence[LocationView]:
        everything = self._store.locations
        tree = sorted((current(each, everything) for each in everything.values()), key=lambda each: each.path)
        found = [each for each in tree if each.path > after and matches(each, which)]
        return [LocationView.of(each) for each in found[:limit]]

    async def events(
        self, location: LocationView, *, after: int | None, limit: int
    ) -> Sequence[LocationEventView]:
        found = [
            LocationEventView(
                id=each.id,
                code=location.code,
                type=each.event.type,
                actor=each.event.actor,
                occurred_at=each.event.occurred_at,
                reason=each.event.reason,
                traceparent=each.traceparent,
                before=each.event.before,
                after=each.event.after,
            )
            for each in self._store.location_events
            if each.event.location_id == location.id and (after is None or each.id > after)
        ]
        return found[:limit]


def matches(location: Location, which: LocationFilter) -> bool:
    if not (which.archived or location.available):
        return False
    if not which.subtree:
        return parent_of(location) == (which.parent.code if which.parent else "")
    return which.parent is None or which.parent.code in LocationView.of(location).ancestors
