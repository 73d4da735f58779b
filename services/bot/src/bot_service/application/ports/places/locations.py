"""Port: the places of the desk, as its admins look after them; the tickets service owns them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from bot_service.domain.places.position import Position


class LocationKind(StrEnum):
    """From the largest to the smallest: what is inside of a place is smaller."""

    SITE = "site"
    BUILDING = "building"
    FLOOR = "floor"
    ROOM = "room"

    @property
    def smaller(self) -> "Sequence[LocationKind]":
        kinds = list(LocationKind)
        return kinds[kinds.index(self) + 1 :]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationView:
    code: str
    """1 to 20 of `A` to `Z`, `0` to `9` and `-`."""
    name: str
    kind: LocationKind
    around: tuple[str, ...]
    """The codes of the places around it, from the outermost one in."""
    archived: bool
    """Itself."""
    available: bool
    """Neither it nor a place around it is archived."""
    position: Position | None = None

    @property
    def parent(self) -> str:
        """The code of the place that it is directly in; empty at the top."""
        return self.around[-1] if self.around else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRow:
    """A place as it is to be. `kind`: None where it is known by the code; `parent`: a code, empty at the top.

    `position`: None leaves it as it is.
    """

    code: str
    name: str
    kind: LocationKind | None
    parent: str = ""
    archived: bool = False
    position: Position | None = None


class RowFault(StrEnum):
    """What keeps a row from being taken."""

    CODE_INVALID = "code-invalid"
    CODE_REPEATED = "code-repeated"
    NAME_INVALID = "name-invalid"
    KIND_MISSING = "kind-missing"
    KIND_CHANGED = "kind-changed"
    PARENT_UNKNOWN = "parent-unknown"
    MISPLACED = "misplaced"
    PARENT_ARCHIVED = "parent-archived"
    POSITION_INVALID = "position-invalid"
    OTHER = "other"
    """One that this release does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    created: int
    updated: int
    unchanged: int
    faults: tuple[tuple[int, RowFault], ...]
    """By the rows' places, from 0. Where there is one, nothing was changed."""


class LocationRegister(Protocol):
    """On behalf of `acting` (`users/7`), who must be an admin for all but reading.

    Every change is repeatable with the same `request_id`. Raises `NotFoundError`, `RefusedError`, `ForbiddenError`,
    `InvalidFieldsError`, `UnavailableError`.
    """

    async def get(self, code: str, *, acting: str) -> LocationView: ...

    async def inside(
        self, code: str = "", *, all_levels: bool = False, archived: bool = True, acting: str
    ) -> Sequence[LocationView]:
        """Return what is in a place, or at the top; with `all_levels` also what is in those, in the tree's order."""
        ...

    async def rename(self, code: str, name: str, *, acting: str, request_id: UUID) -> LocationView:
        """Call it something else, in 1 to 100 characters."""
        ...

    async def set_position(
        self, code: str, position: Position, *, acting: str, request_id: UUID
    ) -> LocationView:
        """Say where it is, to a decimetre."""
        ...

    async def set_archived(self, code: str, *, archived: bool, acting: str, request_id: UUID) -> LocationView:
        """Hide it and all that is inside from new requests, or bring it back."""
        ...

    async def bring(
        self, rows: Sequence[LocationRow], *, check_only: bool, acting: str, request_id: UUID
    ) -> ImportOutcome:
        """Add and change 1 to 10,000 places, all or none; with `check_only` only say what would become of them."""
        ...
