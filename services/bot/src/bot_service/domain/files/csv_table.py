"""Tables as spreadsheets take them: CSV with any of three separators, in any of three encodings."""

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final

SEPARATORS: Final = ";,\t"
SAID_SEPARATOR: Final = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
"""The first line by which some spreadsheets tell each other what separates the cells."""
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


class UnusableTableError(Exception):
    """`fault` says why; `line`, from 1, where it is known."""

    def __init__(self, fault: TableFault, line: int = 0) -> None:
        super().__init__(fault)
        self.fault = fault
        self.line = line


def read_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold anything, with their numbers from 1. Raises `UnusableTableError`."""
    if content.startswith(WORKBOOK):
        raise UnusableTableError(TableFault.WORKBOOK)
    text = _decoded(content)
    filled = [line for line in text.splitlines() if line.strip()][:2]
    said = SAID_SEPARATOR.fullmatch(filled[0]) if filled else None
    head = (filled[1:] if said else filled) or [""]
    separator = max(SEPARATORS, key=head[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnusableTableError(TableFault.UNREADABLE, line) from error
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if said is None:
            yield line, [cell.strip() for cell in cells]
        said = None


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file that spreadsheets open as a table: UTF-8 with a mark, semicolons.

    No cell is a formula to a spreadsheet; `plain` returns what it was.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def _decoded(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
