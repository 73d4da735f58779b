"""Locations on memory."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from tickets_service.adapters.outbound.memory.store import MemoryStore, RecordedLocationEvent
from tickets_service.application.ports.location_reader import LocationFilter
from tickets_service.application.views.places import LocationEventView, LocationView
from tickets_service.domain.places.errors import LocationCodeTakenError
from tickets_service.domain.places.events import LocationEvent, parent_of
from tickets_service.domain.places.location import Location, LocationId


def current(location: Location, everything: Mapping[LocationId, Location]) -> Location:
    """Return a copy that knows what the places around it are like by now."""
    copy = deepcopy(location)
    if location.parent:
        copy.parent = current(everything[location.parent.id], everything).surroundings
    return copy


def coded(code: str, everything: Mapping[LocationId, Location]) -> Location | None:
    found = next((each for each in everything.values() if each.code == code), None)
    return current(found, everything) if found else None


class MemoryLocationRepository:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.staged: dict[LocationId, Location] = {}
        self.staged_history: list[RecordedLocationEvent] = []

    async def lock_tree(self) -> None:
        """Units of work run one after the other anyway."""

    async def find(self, code: str) -> Location | None:
        return coded(code, self._all())

    async def add(self, location: Location) -> None:
        if coded(location.code, self._all()):
            raise LocationCodeTakenError(location.code)
        location.id = LocationId(next(self._store.ids))
        await self.save(location)

    async def save(self, location: Location) -> None:
        location.version += 1
        self.staged[location.id] = deepcopy(location)

    async def record(self, event: LocationEvent, *, traceparent: str) -> None:
        self.staged_history.append(RecordedLocationEvent(next(self._store.ids), event, traceparent))

    def _all(self) -> dict[LocationId, Location]:
        return self._store.locations | self.staged


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
