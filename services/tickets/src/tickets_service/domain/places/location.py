"""A place in the tree of places that tickets point into: sites, their buildings, floors and rooms."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from tickets_service.domain import text
from tickets_service.domain.places.errors import (
    LocationArchivedError,
    LocationMisplacedError,
    LocationStaleError,
)
from tickets_service.domain.places.position import Position, read_position
from tickets_service.domain.violations import Violations

LocationId = NewType("LocationId", int)

UNSAVED_LOCATION: Final = LocationId(0)
CODE: Final = re.compile(r"[A-Z0-9-]{1,20}")
STEP: Final = "/"
"""Ends every code of a path, so that a path begins with the paths of all places around it, and with no other."""
PATH: Final = re.compile(rf"({CODE.pattern}{STEP}){{1,4}}")
"""As long as there are kinds."""


class LocationKind(StrEnum):
    """From the largest to the smallest: what is inside of a place is smaller."""

    SITE = "SITE"
    BUILDING = "BUILDING"
    FLOOR = "FLOOR"
    ROOM = "ROOM"

    def fits_into(self, other: "LocationKind") -> bool:
        kinds = list(LocationKind)
        return kinds.index(self) > kinds.index(other)


def read_code(raw: str, field: str, violations: Violations) -> str:
    """Return the code in upper case; add a violation when it is none."""
    code = raw.upper()
    if not (raw.isascii() and CODE.fullmatch(code)):
        violations.add(field, "must be 1 to 20 letters A to Z, digits and hyphens")
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The place that another one is directly inside of. `available`: neither it nor one around it is archived."""

    id: LocationId
    code: str
    kind: LocationKind
    path: str
    available: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What a ticket keeps of the location it points to."""

    id: LocationId
    code: str

    @property
    def name(self) -> str:
        return f"locations/{self.code}"


def name_of(place: Place | None) -> str:
    return place.name if place else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLocation:
    code: str
    display_name: str
    kind: LocationKind
    position: Position | None = None

    @classmethod
    def read(
        cls,
        *,
        code: str,
        display_name: str,
        kind: LocationKind,
        position: Position | None = None,
        violations: Violations,
    ) -> "NewLocation":
        """Trim and check everything; add to `violations` what is wrong."""
        return cls(
            code=read_code(code, "location.code", violations),
            display_name=text.LOCATION_NAME.read(display_name, "location.display_name", violations),
            kind=kind,
            position=read_position(position, "location.position", violations),
        )


@dataclass(eq=False, slots=True, kw_only=True)
class Location:
    """Code and kind stay for ever. No circles: what is inside of a place is always of a smaller kind."""

    id: LocationId = UNSAVED_LOCATION
    code: str
    display_name: str
    kind: LocationKind
    parent: Surroundings | None
    archived: bool = False
    position: Position | None = None
    created_at: datetime
    updated_at: datetime
    version: int = 0

    @classmethod
    def create(cls, new: NewLocation, *, parent: "Location | None", now: datetime) -> "Location":
        location = cls(
            code=new.code,
            display_name=new.display_name,
            kind=new.kind,
            parent=None,
            position=new.position,
            created_at=now,
            updated_at=now,
        )
        if parent is not None:
            location.put_into(parent)
        return location

    @property
    def path(self) -> str:
        """The codes from the root down to itself, each with a slash behind it: `HQ/B1/`."""
        return f"{self.parent.path if self.parent else ''}{self.code}{STEP}"

    @property
    def available(self) -> bool:
        """Tickets may be pointed to it: neither it nor a place around it is archived."""
        return not self.archived and (self.parent is None or self.parent.available)

    @property
    def etag(self) -> str:
        return str(self.version)

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings(
            id=self.id, code=self.code, kind=self.kind, path=self.path, available=self.available
        )

    @property
    def place(self) -> Place:
        return Place(self.id, self.code)

    def require_etag(self, etag: str) -> None:
        """Raise `LocationStaleError` when `etag` is set and is not the current one."""
        if etag and etag != self.etag:
            raise LocationStaleError(self.code)

    def require_available(self, field: str) -> None:
        """Raise `LocationArchivedError`, naming the request's `field`, when nothing new may point here."""
        if not self.available:
            raise LocationArchivedError(self.code, field)

    def put_into(self, parent: "Location | None") -> None:
        """Make it a part of `parent`, or a root; raise `LocationMisplacedError` unless it is smaller."""
        if parent is not None and not self.kind.fits_into(parent.kind):
            raise LocationMisplacedError(self.code, self.kind, parent.code, parent.kind)
        self.parent = parent.surroundings if parent else None
