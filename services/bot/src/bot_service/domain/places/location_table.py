"""A table of places as offices keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot_service.domain.files.csv_table import TableFault, UnusableTableError, plain, read_lines
from bot_service.domain.places.position import Position, position_in

COLUMNS: Final = ("code", "name", "kind", "parent", "archived", "latitude", "longitude")
"""In this order where the first line names none."""
YES: Final = frozenset({"1", "x", "+"})
NO: Final = frozenset({"", "0", "-"})
MOST_ROWS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """What people write in a table, in small letters."""

    columns: Mapping[str, frozenset[str]]
    """What each of `COLUMNS` may be called."""
    kinds: Mapping[str, frozenset[str]]
    """What each kind of place may be called."""
    yes: frozenset[str]
    no: frozenset[str]


class CellFault(StrEnum):
    """What is wrong with one row, before anybody looks at the tree."""

    KIND_UNKNOWN = "kind-unknown"
    ARCHIVED_UNKNOWN = "archived-unknown"
    POSITION_INVALID = "position-invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    line: int
    """In the file, from 1."""
    code: str
    name: str
    kind: str
    """A key of `TableWords.kinds`; empty where it is not said, or cannot be read."""
    parent: str
    archived: bool
    position: Position | None = None
    fault: CellFault | None = None


def read_table(content: bytes, words: TableWords) -> Sequence[TableRow]:
    """Return the rows of a CSV file, 1 to 10,000. Raises `UnusableTableError`."""
    lines = list(read_lines(content))
    if not lines:
        raise UnusableTableError(TableFault.EMPTY)
    order, rows = list(COLUMNS), lines
    named = [_meant(cell, words.columns) or "" for cell in lines[0][1]]
    if "code" in named:
        order, rows = named, lines[1:]
    if not rows:
        raise UnusableTableError(TableFault.EMPTY)
    if len(rows) > MOST_ROWS:
        raise UnusableTableError(TableFault.TOO_LONG)
    return [_row(line, dict(zip(order, cells, strict=False)), words) for line, cells in rows]


def _row(line: int, cells: Mapping[str, str], words: TableWords) -> TableRow:
    kind, archived = cells.get("kind", ""), cells.get("archived", "").casefold()
    meant = _meant(kind, words.kinds)
    yes = YES | words.yes
    fault, position = None, None
    try:
        position = position_in(plain(cells.get("latitude", "")), plain(cells.get("longitude", "")))
    except ValueError:
        fault = CellFault.POSITION_INVALID
    if kind and meant is None:
        fault = CellFault.KIND_UNKNOWN
    elif archived not in yes | NO | words.no:
        fault = CellFault.ARCHIVED_UNKNOWN
    return TableRow(
        line=line,
        code=plain(cells.get("code", "")).upper(),
        name=plain(cells.get("name", "")),
        kind=meant or "",
        parent=plain(cells.get("parent", "")).upper(),
        archived=archived in yes,
        position=position,
        fault=fault,
    )


def _meant(cell: str, names: Mapping[str, frozenset[str]]) -> str | None:
    """Return what has this name; None where nothing does."""
    wanted = cell.casefold()
    return next((meant for meant, called in names.items() if wanted in called), None)
