"""Facts about locations: who changed the tree, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.places.location import Location, LocationId
from tickets_service.domain.places.position import Position, written


class LocationEventType(StrEnum):
    LOCATION_CREATED = "LOCATION_CREATED"
    LOCATION_RENAMED = "LOCATION_RENAMED"
    LOCATION_MOVED = "LOCATION_MOVED"
    LOCATION_ARCHIVED = "LOCATION_ARCHIVED"
    LOCATION_RESTORED = "LOCATION_RESTORED"
    LOCATION_POSITIONED = "LOCATION_POSITIONED"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationEvent:
    """`before` and `after` hold the fields that changed, as they are kept."""

    type: LocationEventType
    location_id: LocationId
    actor: ActorName
    occurred_at: datetime
    before: Mapping[str, str | bool]
    after: Mapping[str, str | bool]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationChange:
    """Who changes the tree, when and why."""

    by: ActorName
    now: datetime
    reason: str

    def created(self, location: Location) -> LocationEvent:
        """Call it once the location has its id."""
        after: Mapping[str, str | bool] = {
            "code": location.code,
            "display_name": location.display_name,
            "kind": location.kind.value,
            "parent": parent_of(location),
        }
        if location.position is not None:
            after = {**after, "position": written(location.position)}
        return self._event(LocationEventType.LOCATION_CREATED, location, {}, after)

    def rename(self, location: Location, display_name: str) -> LocationEvent | None:
        """Give it another name; return what happened, or None when it is called so already."""
        before, location.display_name = location.display_name, display_name
        return self._changed(
            LocationEventType.LOCATION_RENAMED, location, "display_name", before, display_name
        )

    def position(self, location: Location, position: Position | None) -> LocationEvent | None:
        """Say where it is; None when it is there already."""
        before, location.position = location.position, position
        kind = LocationEventType.LOCATION_POSITIONED
        return self._changed(kind, location, "position", written(before), written(position))

    def move(self, location: Location, parent: Location | None) -> LocationEvent | None:
        """Put it, with all that is inside, into `parent`; None when it is there already.

        Raise `LocationArchivedError` for an archived parent, `LocationMisplacedError` for one not larger.
        """
        before = parent_of(location)
        if before == (parent.code if parent else ""):
            return None
        if parent is not None:
            parent.require_available("parent")
        location.put_into(parent)
        return self._changed(
            LocationEventType.LOCATION_MOVED, location, "parent", before, parent_of(location)
        )

    def archive(self, location: Location) -> LocationEvent | None:
        """Hide it, with all that is inside, from new tickets; None when it is archived itself already."""
        before, location.archived = location.archived, True
        return self._changed(LocationEventType.LOCATION_ARCHIVED, location, "archived", before, True)

    def restore(self, location: Location) -> LocationEvent | None:
        """The opposite; a place around it that is archived goes on hiding it."""
        before, location.archived = location.archived, False
        return self._changed(LocationEventType.LOCATION_RESTORED, location, "archived", before, False)

    def _changed(
        self,
        kind: LocationEventType,
        location: Location,
        field: str,
        before: str | bool,
        after: str | bool,  # a value, not a switch
    ) -> LocationEvent | None:
        if before == after:
            return None
        location.updated_at = self.now
        return self._event(kind, location, {field: before}, {field: after})

    def _event(
        self,
        kind: LocationEventType,
        location: Location,
        before: Mapping[str, str | bool],
        after: Mapping[str, str | bool],
    ) -> LocationEvent:
        return LocationEvent(
            type=kind,
            location_id=location.id,
            actor=self.by,
            occurred_at=self.now,
            before=before,
            after=after,
            reason=self.reason,
        )


def parent_of(location: Location) -> str:
    """Return the code of the place around it; empty for a root."""
    return location.parent.code if location.parent else ""
