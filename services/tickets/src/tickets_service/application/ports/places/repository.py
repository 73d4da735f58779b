"""Port: locations that are about to change, or to be pointed to."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from tickets_service.domain.places.events import LocationEvent
from tickets_service.domain.places.location import Location


class LocationRepository(Protocol):
    """Stores the tree. What `find` hands out is a copy: only `save` persists."""

    async def lock_tree(self) -> None:
        """Let nobody else change the tree until the unit of work ends; call it before `find`."""
        ...

    async def find(self, code: str) -> Location | None:
        """Find by the code, in upper case."""
        ...

    async def everything(self) -> Mapping[str, Location]:
        """Return copies of all places, by their codes."""
        ...

    async def add_all(self, locations: Sequence[Location]) -> None:
        """Store new locations whose parents are stored, under codes that nobody has; gives them ids and versions."""
        ...

    async def add(self, location: Location) -> None:
        """Store a new location; gives it its id and first version. Raises `LocationCodeTakenError`."""
        ...

    async def save(self, location: Location) -> None:
        """Store the change and count its version up; what is inside of a moved location moves along."""
        ...

    async def record(self, event: LocationEvent, *, traceparent: str) -> None:
        """Append to the history of locations, which is never changed."""
        ...

    async def record_all(self, events: Sequence[LocationEvent], *, traceparent: str) -> None:
        """Append several, in their order."""
        ...
