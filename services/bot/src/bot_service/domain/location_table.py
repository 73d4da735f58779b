"""A table of places as offices keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot_service.domain.csv_table import TableFault, UnusableTableError, plain, read_lines

COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "code": frozenset({"code", "код"}),
    "name": frozenset({"name", "display name", "display_name", "title", "название", "наименование", "имя"}),
    "kind": frozenset({"kind", "type", "вид", "тип"}),
    "parent": frozenset({"parent", "inside", "in", "внутри", "родитель", "где"}),
    "archived": frozenset({"archived", "archive", "архив", "в архиве"}),
}
"""What the columns may be called, in any letter case; in this order where the first line names none."""
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "site": frozenset({"site", "campus", "address", "площадка", "территория", "адрес", "объект"}),
    "building": frozenset({"building", "house", "здание", "корпус", "дом", "строение"}),
    "floor": frozenset({"floor", "storey", "этаж"}),
    "room": frozenset({"room", "office", "комната", "помещение", "кабинет", "офис"}),
}
YES: Final = frozenset({"yes", "true", "1", "x", "+", "да"})
NO: Final = frozenset({"", "no", "false", "0", "-", "нет"})
MOST_ROWS: Final = 10_000


class CellFault(StrEnum):
    """What is wrong with one row, before anybody looks at the tree."""

    KIND_UNKNOWN = "kind-unknown"
    ARCHIVED_UNKNOWN = "archived-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    line: int
    """In the file, from 1."""
    code: str
    name: str
    kind: str
    """A key of `KINDS`; empty where it is not said, or cannot be read."""
    parent: str
    archived: bool
    fault: CellFault | None = None


def read_table(content: bytes) -> Sequence[TableRow]:
    """Return the rows of a CSV file, 1 to 10,000. Raises `UnusableTableError`."""
    lines = list(read_lines(content))
    if not lines:
        raise UnusableTableError(TableFault.EMPTY)
    order, rows = list(COLUMNS), lines
    named = [_column(cell) for cell in lines[0][1]]
    if "code" in named:
        order, rows = named, lines[1:]
    if not rows:
        raise UnusableTableError(TableFault.EMPTY)
    if len(rows) > MOST_ROWS:
        raise UnusableTableError(TableFault.TOO_LONG)
    return [_row(line, dict(zip(order, cells, strict=False))) for line, cells in rows]


def _row(line: int, cells: Mapping[str, str]) -> TableRow:
    kind, archived = _kind(cells.get("kind", "")), cells.get("archived", "").casefold()
    fault = None
    if kind is None:
        fault = CellFault.KIND_UNKNOWN
    elif archived not in YES | NO:
        fault = CellFault.ARCHIVED_UNKNOWN
    return TableRow(
        line=line,
        code=plain(cells.get("code", "")).upper(),
        name=plain(cells.get("name", "")),
        kind=kind or "",
        parent=plain(cells.get("parent", "")).upper(),
        archived=archived in YES,
        fault=fault,
    )


def _column(cell: str) -> str:
    wanted = cell.casefold()
    return next((column for column, names in COLUMNS.items() if wanted in names), "")


def _kind(cell: str) -> str | None:
    """Return the kind, empty where there is none, or None for what is none."""
    wanted = cell.casefold()
    return "" if not wanted else next((kind for kind, names in KINDS.items() if wanted in names), None)
