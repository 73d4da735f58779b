"""What callers get to see of locations and their history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.places.events import LocationEventType
from tickets_service.domain.places.import_plan import ImportFault
from tickets_service.domain.places.location import STEP, Location, LocationId, LocationKind
from tickets_service.domain.places.position import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationView:
    """`ancestors`: the codes of the places around it, from the root down; the last one is its parent."""

    id: LocationId
    code: str
    display_name: str
    kind: LocationKind
    ancestors: tuple[str, ...]
    archived: bool
    position: Position | None = None
    available: bool
    created_at: datetime
    updated_at: datetime
    etag: str

    @property
    def path(self) -> str:
        return "".join(f"{code}{STEP}" for code in (*self.ancestors, self.code))

    @classmethod
    def of(cls, location: Location) -> "LocationView":
        return cls(
            id=location.id,
            code=location.code,
            display_name=location.display_name,
            kind=location.kind,
            ancestors=tuple(location.parent.path.split(STEP)[:-1]) if location.parent else (),
            archived=location.archived,
            position=location.position,
            available=location.available,
            created_at=location.created_at,
            updated_at=location.updated_at,
            etag=location.etag,
        )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """How many places were added, changed, or stood already as their rows said; faults by the rows' places, from 0."""

    created: int
    updated: int
    unchanged: int
    faults: tuple[tuple[int, ImportFault], ...] = ()
