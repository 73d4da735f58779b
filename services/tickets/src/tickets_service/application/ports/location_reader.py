"""Port: reading the tree of locations. Each call sees what is committed; `StoreError` when it cannot answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets_service.application.views import LocationView
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.places.events import LocationEventType


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationFilter:
    """What is inside of `parent`, or for None the whole tree: all of it, or unless `subtree` the top only.

    Without `archived`: only what is available.
    """

    parent: LocationView | None
    subtree: bool
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationEventView:
    """`before` and `after` hold the fields that changed; a `parent` among them is a code."""

    id: int
    code: str
    type: LocationEventType
    actor: ActorName
    occurred_at: datetime
    reason: str
    traceparent: str
    before: Mapping[str, str | bool]
    after: Mapping[str, str | bool]


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
