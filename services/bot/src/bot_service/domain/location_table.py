"""A table of places as offices keep it: CSV with any of three separators, in any of three encodings."""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

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
SEPARATORS: Final = ";,\t"
MOST_ROWS: Final = 10_000
WORKBOOK: Final = b"PK\x03\x04"
"""How a spreadsheet's own file begins: a packed folder."""
FORMULA: Final = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would work out; a name like that gets an apostrophe before it."""


class TableFault(StrEnum):
    """What is wrong with a file as a whole."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    WORKBOOK = "workbook"


class CellFault(StrEnum):
    """What is wrong with one row, before anybody looks at the tree."""

    KIND_UNKNOWN = "kind-unknown"
    ARCHIVED_UNKNOWN = "archived-unknown"


class UnusableTableError(Exception):
    """`fault` says why; `line`, from 1, where it is known."""

    def __init__(self, fault: TableFault, line: int = 0) -> None:
        super().__init__(fault)
        self.fault = fault
        self.line = line


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
    if content.startswith(WORKBOOK):
        raise UnusableTableError(TableFault.WORKBOOK)
    text = _decoded(content)
    lines = list(_cells(text))
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


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, safe: bool = True) -> bytes:
    """Return a CSV file that spreadsheets open as a table: UTF-8 with a mark, semicolons.

    `safe`: no cell is a formula to a spreadsheet; `read_table` reads the cells as they were.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] if safe else row for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _decoded(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold anything, with their numbers."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnusableTableError(TableFault.UNREADABLE, line) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]


def _row(line: int, cells: Mapping[str, str]) -> TableRow:
    kind, archived = _kind(cells.get("kind", "")), cells.get("archived", "").casefold()
    fault = None
    if kind is None:
        fault = CellFault.KIND_UNKNOWN
    elif archived not in YES | NO:
        fault = CellFault.ARCHIVED_UNKNOWN
    return TableRow(
        line=line,
        code=_plain(cells.get("code", "")).upper(),
        name=_plain(cells.get("name", "")),
        kind=kind or "",
        parent=_plain(cells.get("parent", "")).upper(),
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


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell
