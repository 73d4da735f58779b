"""Tables in a workbook of Excel's: its first sheet, read as it streams by."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from tickets_service.application.ports.origins.import_source import ImportSourceError

LARGEST: Final = 1 << 30
"""Bytes when unpacked: what is larger is no table of an office, but meant to fill the memory."""
CONTENTS: Final = "[Content_Types].xml"
"""What tables of LibreOffice's, packed as well, have not."""
ESCAPED: Final = re.compile("_x(000[9AaDd])_")
"""How workbooks keep white space that XML would not, such as the return before a new line; openpyxl leaves it so."""
DAMAGED: Final = (BadZipFile, KeyError, IndexError, ValueError, TypeError, EOFError, SyntaxError)
"""What openpyxl raises for what is no workbook, or a damaged one; a `ParseError` is a SyntaxError."""


def workbook_rows(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the number of each row as Excel shows it, and its cells as text; raise `ImportSourceError`."""
    from openpyxl import load_workbook  # noqa: PLC0415  # megabytes that nobody needs who serves

    row = 0
    try:
        with ZipFile(path) as packed:
            if CONTENTS not in packed.namelist():
                raise ImportSourceError(
                    f"{path.name}: is no workbook of Excel's: save it as .xlsx, or as text"
                )
            if sum(each.file_size for each in packed.infolist()) > LARGEST:
                raise ImportSourceError(f"{path.name}: unpacks to more than a gigabyte")
        # Opened here: openpyxl would look at what it is called.
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            sheet = book.worksheets[0]
            # Some programs write a wrong one, and openpyxl would pass over all that lies outside of it.
            sheet.reset_dimensions()
            for row, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield row, [cell_text(each) for each in cells]
    except DAMAGED as error:
        raise ImportSourceError(f"{path.name}, after row {row}: is damaged: {error}") from error


def cell_text(value: object) -> str:
    """Return what a person sees in the cell, a time as ISO 8601 has it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
