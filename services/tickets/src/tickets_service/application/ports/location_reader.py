"""Port: reading the tree of locations. Each call sees what is committed; `StoreError` when it cannot answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tickets_service.application.views import LocationView
from tickets_service.domain.location import LocationId


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

    async def page(
        self, which: LocationFilter, *, after: LocationId | None, limit: int
    ) -> Sequence[LocationView]:
        """Return what follows `after`, in the order of the tree: a place, then what is inside, by code."""
        ...
