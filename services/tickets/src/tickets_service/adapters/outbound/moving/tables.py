"""People, locations and requests in tables: text with separators, or workbooks of Excel's."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from tickets_service.adapters.outbound.moving.headings import headings_of
from tickets_service.adapters.outbound.moving.mapping_file import MappingFile
from tickets_service.adapters.outbound.moving.text_files import text_rows
from tickets_service.adapters.outbound.moving.values import read_id, read_moment, read_yes
from tickets_service.adapters.outbound.moving.workbooks import workbook_rows
from tickets_service.application.ports.origins.import_source import ImportSourceError
from tickets_service.domain.errors import Violation
from tickets_service.domain.origins.old_records import OldLocation, OldPerson, OldRecord, OldTicket
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.wording import key_of_word

BATCH: Final = 1_000
PACKED: Final = b"PK\x03\x04"
OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"

Old = TypeVar("Old", OldPerson, OldLocation, OldTicket)


@dataclass(frozen=True, slots=True)
class Row:
    """`faults` are told with its record."""

    line: str
    cells: Mapping[str, str]
    faults: list[Violation]
    zone: ZoneInfo

    def moment(self, name: str) -> datetime | None:
        return read_moment(self.cells.get(name, ""), name, self.faults, zone=self.zone)

    def text(self, name: str) -> str:
        """Return what the cell says, with its lines apart as ours are."""
        return self.cells.get(name, "").replace("\r\n", "\n").replace("\r", "\n")


@dataclass(slots=True, kw_only=True)
class Tables:
    """Implements `ImportSource`. Whoever is named by a name that one of the people alone has is that one.

    What the mapping says of a name goes before that.
    """

    mapping: MappingFile
    people_path: Path | None = None
    locations_path: Path | None = None
    requests_path: Path | None = None
    blank: int = 0
    _ids_by_name: dict[str, str] = field(default_factory=dict)
    _mapped: AbstractSet[str] = field(init=False)

    def __post_init__(self) -> None:
        self._mapped = self.mapping.wording.people.keys()

    async def people(self) -> AsyncIterator[Sequence[OldPerson]]:
        self.blank = 0
        self._ids_by_name.clear()
        for rows in self._batches("people", self.people_path, "id"):
            people = [person_from(row) for row in rows]
            for each in people:
                name = key_of_word(each.display_name)
                if not name:
                    continue
                # Two of one name: nobody can tell whom it means.
                self._ids_by_name[name] = "" if name in self._ids_by_name else each.old_id
            yield people

    async def locations(self) -> AsyncIterator[Sequence[OldLocation]]:
        for rows in self._batches("locations", self.locations_path, "code"):
            yield [location_from(row) for row in rows]

    async def tickets(self, *, since: datetime | None) -> AsyncIterator[Sequence[OldTicket]]:
        for rows in self._batches("requests", self.requests_path, "id"):
            tickets = [self._ticket(row) for row in rows]
            yield [each for each in tickets if since is None or each.faults or last_change(each) >= since]

    async def strays(
        self,
        *,
        since: datetime | None,  # noqa: ARG002  # the port's
    ) -> AsyncIterator[Sequence[tuple[OriginKind, OldRecord]]]:
        """Yield none: a table has no lines of other tables' requests."""
        nothing: Sequence[Sequence[tuple[OriginKind, OldRecord]]] = ()
        for none in nothing:
            yield none

    def _ticket(self, row: Row) -> OldTicket:
        return OldTicket(
            line=row.line,
            old_id=row.text("id").strip(),
            reporter=self._person(row.text("reporter")),
            assignee=self._person(row.text("assignee")),
            title=row.text("title"),
            description=row.text("description"),
            location=row.text("location"),
            place=row.text("place"),
            state=row.text("state"),
            priority=row.text("priority"),
            created_at=row.moment("created_at"),
            updated_at=row.moment("updated_at"),
            completed_at=row.moment("completed_at"),
            faults=row.faults,
        )

    def _person(self, raw: str) -> str:
        name = key_of_word(raw)
        return raw if name in self._mapped else self._ids_by_name.get(name) or raw

    def _batches(self, table: str, path: Path | None, key: str) -> Iterator[Sequence[Row]]:
        if path is None:
            return
        with readable(path):
            rows = self._rows(table, path, key)
            while batch := list(islice(rows, BATCH)):
                yield batch

    def _rows(self, table: str, path: Path, key: str) -> Iterator[Row]:
        """Yield the rows that have anything in them; every id must be there once."""
        found = rows_of(path, self.mapping.encoding)
        zone = ZoneInfo(self.mapping.zone)
        try:
            _, head = next(found)
        except StopIteration:
            raise ImportSourceError(f"{path.name}: is empty") from None
        headings = headings_of(path.name, table, head, self.mapping.columns.get(table, {}))
        lines: dict[int, int] = {}
        for line, cells in found:
            if not any(each.strip() for each in cells):
                self.blank += 1
                continue
            row = Row(f"{path.name}, line {line}", headings.named(cells), [], zone)
            if any(each.strip() for each in cells[headings.width :]):
                too_many = f"has {len(cells)} cells, and the head {headings.width}: is a text not in quotes?"
                row.faults.append(Violation("line", too_many))
            # Of a million ids, their hashes are what can be kept.
            first = lines.setdefault(hash(row.text(key).strip()), line)
            if first != line and row.text(key).strip():
                row.faults.append(Violation(key, f"is that of line {first} as well"))
            yield row


@contextmanager
def readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ImportSourceError(f"{path}: {error.strerror}") from error


def rows_of(path: Path, encoding: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Tell by how it begins what it is, whatever it is called."""
    with path.open("rb") as file:
        begin = file.read(4)
    if begin == OLD_WORKBOOK:
        raise ImportSourceError(
            f"{path.name}: is a workbook of before 2007, or has a password: save it as .xlsx without one"
        )
    return workbook_rows(path) if begin == PACKED else text_rows(path, encoding)


def last_change(ticket: OldTicket) -> datetime:
    found = [each for each in (ticket.created_at, ticket.updated_at, ticket.completed_at) if each]
    return max(found, default=datetime.max.replace(tzinfo=ZoneInfo("UTC")))


def person_from(row: Row) -> OldPerson:
    return OldPerson(
        line=row.line,
        old_id=row.text("id").strip(),
        telegram_id=read_id(row.text("telegram_id"), "telegram_id", row.faults),
        username=row.text("username"),
        display_name=row.text("name"),
        role=row.text("role"),
        active=read_yes(row.text("active"), "active", row.faults),
        created_at=row.moment("created_at"),
        faults=row.faults,
    )


def location_from(row: Row) -> OldLocation:
    return OldLocation(
        line=row.line,
        old_id=row.text("code").strip(),
        display_name=row.text("name"),
        kind=row.text("kind"),
        parent=row.text("parent"),
        faults=row.faults,
    )
