"""Tables that are handed out: a workbook for people, CSV for programs, as the ending of the file's name says.

Excel splits a CSV by what the regional settings of the computer have: a comma here, a semicolon there; and told the
separator by a first line `sep=`, it forgets the encoding. Only a workbook opens as a table everywhere. What programs
read has commas, as the standard of CSV does.
"""

import csv
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final, Protocol

FORMULA: Final = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would work out."""
WORKBOOK: Final = ".xlsx"
TABLE_HELP: Final = f"a file to write, {WORKBOOK} for spreadsheets, any other ending for CSV with commas"
MOST_ROWS: Final = 1_048_576
"""Of a sheet of Excel's."""
WIDTH: Final = 24
"""Of a column, in characters."""


class WrittenTable(Protocol):
    """What people wrote is no formula in it. Both raise `OSError`."""

    def write(self, row: Sequence[str]) -> None:
        """Write a row; it may be in the file only once the table is finished."""
        ...

    def finish(self) -> None:
        """Have all of it in the file, which stays open. Once."""
        ...


class CsvTable:
    """UTF-8; with a BOM, because without one spreadsheets take every letter beyond ASCII for two."""

    def __init__(self, file: BinaryIO, head: Sequence[str]) -> None:
        self._text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._text)
        self.write(head)

    def write(self, row: Sequence[str]) -> None:
        self._writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])

    def finish(self) -> None:
        self._text.detach()


class WorkbookTable:
    """Further sheets where one is full. Rows wait in a file of openpyxl's own, never in memory."""

    def __init__(self, file: BinaryIO, head: Sequence[str], *, most_rows: int = MOST_ROWS) -> None:
        from openpyxl import Workbook  # noqa: PLC0415  # megabytes that nobody needs who serves

        self._file = file
        self._head = head
        self._most_rows = most_rows
        self._book = Workbook(write_only=True)
        self._begin_sheet()

    def write(self, row: Sequence[str]) -> None:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415  # as above

        if self._rows == self._most_rows:
            self._begin_sheet()
        words = [ILLEGAL_CHARACTERS_RE.sub("", each) for each in row]
        cells = [WriteOnlyCell(self._sheet, each) if each else None for each in words]
        for cell in filter(None, cells):
            # Not what it takes them for: a formula, or an error such as #N/A.
            cell.data_type = "s"
        self._sheet.append(cells)
        self._rows += 1

    def finish(self) -> None:
        self._book.save(self._file)

    def _begin_sheet(self) -> None:
        self._sheet = self._book.create_sheet()
        self._sheet.freeze_panes = "A2"
        for column in range(len(self._head)):
            self._sheet.column_dimensions[chr(ord("A") + column)].width = WIDTH
        self._rows = 0
        self.write(self._head)


def begin_table(file: BinaryIO, path: Path, head: Sequence[str]) -> WrittenTable:
    """Begin the table that `path` asks for, in its file: empty, open for bytes, at its beginning."""
    kind = WorkbookTable if path.suffix.lower() == WORKBOOK else CsvTable
    return kind(file, head)
