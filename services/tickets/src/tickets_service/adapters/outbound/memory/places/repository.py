"""Locations that are about to change, on memory."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from tickets_service.adapters.outbound.memory.store import MemoryStore, RecordedLocationEvent
from tickets_service.domain.places.errors import LocationCodeTakenError
from tickets_service.domain.places.events import LocationEvent
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

    async def everything(self) -> Mapping[str, Location]:
        everything = self._all()
        return {each.code: current(each, everything) for each in everything.values()}

    async def add_all(self, locations: Sequence[Location]) -> None:
        for location in locations:
            await self.add(location)

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

    async def record_all(self, events: Sequence[LocationEvent], *, traceparent: str) -> None:
        for event in events:
            await self.record(event, traceparent=traceparent)

    def _all(self) -> dict[LocationId, Location]:
        return self._store.locations | self.staged
