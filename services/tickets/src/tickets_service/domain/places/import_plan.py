"""What an import makes of the tree: which rows add, change or keep a place, and which cannot be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from tickets_service.domain import text
from tickets_service.domain.places.events import parent_of
from tickets_service.domain.places.location import CODE, Location, LocationKind
from tickets_service.domain.places.position import Position
from tickets_service.domain.violations import Violations

MOST_ROWS: Final = 10_000


class ImportFault(StrEnum):
    CODE_INVALID = "CODE_INVALID"
    CODE_REPEATED = "CODE_REPEATED"
    NAME_INVALID = "NAME_INVALID"
    KIND_MISSING = "KIND_MISSING"
    KIND_CHANGED = "KIND_CHANGED"
    PARENT_UNKNOWN = "PARENT_UNKNOWN"
    MISPLACED = "MISPLACED"
    PARENT_ARCHIVED = "PARENT_ARCHIVED"
    POSITION_INVALID = "POSITION_INVALID"


class ImportRow(NamedTuple):
    """Codes in upper case; an empty `parent` makes a root; what is None the row does not say."""

    code: str
    display_name: str
    kind: LocationKind | None
    parent: str
    archived: bool
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """By their places among the rows, from 0; the larger a place, the earlier it stands in `new` and `changed`."""

    new: Sequence[ImportRow]
    changed: Sequence[ImportRow]
    unchanged: int
    faults: Sequence[tuple[int, ImportFault]]


@dataclass(slots=True)
class Planning:
    """`known` are all places there are, by their codes."""

    known: Mapping[str, Location]
    rows: dict[str, ImportRow] = field(default_factory=dict)

    def plan(self, given: Sequence[ImportRow]) -> ImportPlan:
        faults: dict[int, ImportFault] = {}
        places: dict[str, int] = {}
        for number, raw in enumerate(given):
            row, fault = self._read(raw)
            if fault is None and row.code in self.rows:
                fault = ImportFault.CODE_REPEATED
            if fault is None:
                self.rows[row.code] = row
                places[row.code] = number
            else:
                faults[number] = fault
        # Whose parent's own row has a fault is not blamed for it.
        said = frozenset(raw.code for raw in given)
        for code, row in self.rows.items():
            if (found := self._misplaced(row, said)) is not None:
                faults[places[code]] = found
        sound = [row for code, row in self.rows.items() if places[code] not in faults]
        sound.sort(key=lambda row: list(LocationKind).index(self.kind_of(row.code)))
        new = [row for row in sound if row.code not in self.known]
        changed = [row for row in sound if row.code in self.known and self._differs(row)]
        return ImportPlan(
            new=new,
            changed=changed,
            unchanged=len(sound) - len(new) - len(changed),
            faults=sorted(faults.items()),
        )

    def kind_of(self, code: str) -> LocationKind:
        """Return what a place is that is known, or has a row that says it."""
        if code in self.known:
            return self.known[code].kind
        kind = self.rows[code].kind
        if kind is None:
            raise LookupError(code)
        return kind

    def _read(self, row: ImportRow) -> tuple[ImportRow, ImportFault | None]:
        if not CODE.fullmatch(row.code):
            return row, ImportFault.CODE_INVALID
        violations = Violations()
        name = text.LOCATION_NAME.read(row.display_name, "display_name", violations)
        if violations.any:
            return row, ImportFault.NAME_INVALID
        if row.kind is None and row.code not in self.known:
            return row, ImportFault.KIND_MISSING
        if row.code in self.known and row.kind not in (None, self.known[row.code].kind):
            return row, ImportFault.KIND_CHANGED
        if row.position is not None and not row.position.sound:
            return row, ImportFault.POSITION_INVALID
        position = row.position and row.position.rounded
        return row._replace(display_name=name, position=position), None

    def _misplaced(self, row: ImportRow, said: frozenset[str]) -> ImportFault | None:
        if not row.parent:
            return None
        if row.parent not in self.rows and row.parent not in self.known:
            return None if row.parent in said else ImportFault.PARENT_UNKNOWN
        if not self.kind_of(row.code).fits_into(self.kind_of(row.parent)):
            return ImportFault.MISPLACED
        if self._is_put_there(row) and self._stays_archived(row.parent):
            return ImportFault.PARENT_ARCHIVED
        return None

    def _is_put_there(self, row: ImportRow) -> bool:
        known = self.known.get(row.code)
        return known is None or parent_of(known) != row.parent

    def _stays_archived(self, code: str) -> bool:
        """Whether the place is known, and it or what is around it is archived before and after the import."""
        seen: set[str] = set()
        while code and code in self.known and code not in seen:
            seen.add(code)
            known, row = self.known[code], self.rows.get(code)
            if known.archived and (row is None or row.archived):
                return True
            code = row.parent if row is not None else parent_of(known)
        return False

    def _differs(self, row: ImportRow) -> bool:
        known = self.known[row.code]
        before = (known.display_name, parent_of(known), known.archived)
        is_elsewhere = row.position not in (None, known.position)
        return is_elsewhere or before != (row.display_name, row.parent, row.archived)
