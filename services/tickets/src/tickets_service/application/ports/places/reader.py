"""Port: reading the tree of locations. Each call sees what is committed; `StoreError` when it cannot answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tickets_service.application.views.places import LocationEventView, LocationView


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationFilter:
    """What is inside of `parent`, or for None the whole tree: all of it, or unless `subtree` the top only.

    Without `archived`: only what is available.
    """

    parent: LocationView | None
    subtree: bool
    archived: bool


class LocationReader(Protocol):
    async def find(self, code: str) -> LocationView | None: ...

    async def page(self, which: LocationFilter, *, after: str, limit: int) -> Sequence[LocationView]:
        """Return what follows the path `after`, in the order of the tree: a place, then what is inside, by code."""
        ...

    async def events(
        self, location: LocationView, *, after: int | None, limit: int
    ) -> Sequence[LocationEventView]:
        """Return what happened to the location, with an id above `after`, oldest first."""
        ...
