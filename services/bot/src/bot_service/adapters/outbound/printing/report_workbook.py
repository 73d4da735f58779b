"""Writes a report as a workbook: an order as JSON on standard input, an XLSX on standard output."""

import io
import json
import re
import sys
from datetime import date
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot_service.adapters.outbound.printing.charts import COLOURS

DAY: Final = 86_400
"""Seconds; spreadsheets count time in days."""
FORMATS: Final = {"plain": "General", "share": "0%", "length": "[h]:mm", "stars": "0.0"}
MOST_TITLE: Final = 31
"""Characters of a sheet's name, without those of `FORBIDDEN`."""
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
LEAST_WIDTH, MOST_WIDTH = 10, 60
"""Characters."""
CHART_WIDTH, CHART_HEIGHT = 26, 11
"""Centimetres."""
BOLD: Final = Font(bold=True)
TITLE: Final = Font(bold=True, size=14)


def workbook(order: dict[str, Any]) -> bytes:
    """Return an XLSX with a sheet for each table of a report; the last one has the days and their chart."""
    book = Workbook()
    book.properties.title = order["title"]
    book.properties.creator = "Fixline"
    book.remove(book.worksheets[0])
    for table in order["tables"]:
        write_table(book.create_sheet(sheet_name(table["title"])), table, order)
    days = book.create_sheet(sheet_name(order["days"]["title"]))
    first = write_table(days, order["days"], order)
    for row in days.iter_rows(min_row=first + 1, max_col=1):
        row[0].value = date.fromisoformat(str(row[0].value))
        row[0].number_format = "yyyy-mm-dd"
    days.add_chart(bar_chart(days, first), f"E{first}")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def write_table(sheet: Worksheet, table: dict[str, Any], order: dict[str, Any]) -> int:
    """Write what the report is, and the table below; return the row of its header."""
    write_text(sheet.cell(1, 1), order["title"]).font = TITLE
    write_text(sheet.cell(2, 1), order["note"])
    first = 4
    for column, name in enumerate(table["header"], 1):
        write_text(sheet.cell(first, column), name).font = BOLD
    for number, row in enumerate(table["rows"], first + 1):
        for column, said in enumerate(row, 1):
            write_cell(sheet.cell(number, column), said)
    for column, name in enumerate(table["header"], 1):
        longest = max([len(name), *(len(row[column - 1]["text"]) for row in table["rows"])])
        width = min(max(LEAST_WIDTH, longest + 2), MOST_WIDTH)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{first + 1}"
    return first


def write_cell(cell: Cell, said: dict[str, Any]) -> None:
    number = said["number"]
    if number is None:
        write_text(cell, said["text"])
        return
    cell.value = number / DAY if said["measure"] == "length" else number
    cell.number_format = FORMATS[said["measure"]]


def write_text(cell: Cell, text: str) -> Cell:
    """Write words, which stay words whatever they begin with: `=`, `+`, `-` and `@` make no formula of them."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    return cell


def sheet_name(title: str) -> str:
    return FORBIDDEN.sub(" ", title).strip()[:MOST_TITLE]


def bar_chart(sheet: Worksheet, first: int) -> BarChart:
    drawn = BarChart()
    drawn.type = "col"
    drawn.width, drawn.height = CHART_WIDTH, CHART_HEIGHT
    drawn.title = None
    drawn.add_data(
        Reference(sheet, min_col=2, max_col=3, min_row=first, max_row=sheet.max_row), titles_from_data=True
    )
    drawn.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=sheet.max_row))
    for series, colour in zip(drawn.series, COLOURS, strict=True):
        series.graphicalProperties.solidFill = colour.removeprefix("#")
    # Without these, spreadsheets of today draw no axes.
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.x_axis.number_format = "dd.mm"
    drawn.legend.position = "b"
    return drawn


if __name__ == "__main__":
    sys.stdout.buffer.write(workbook(json.load(sys.stdin)))
