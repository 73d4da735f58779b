"""Draws a report: an order as JSON on standard input, a PDF on standard output."""

import io
import json
import sys
from collections.abc import Sequence
from typing import Any, Final

import fontpkg
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TableCellFillMode
from fpdf.fonts import FontFace, TTFFont

from bot_service.adapters.outbound.printing.charts import chart

FONT: Final = "PT Sans"
MARGIN: Final = 15.0
"""Millimetres, as all lengths here."""
WIDTH: Final = 210.0 - 2 * MARGIN
LINE: Final = 4.5
ABOVE: Final = 0.75
"""Of a line in a table; as much is below it."""
NOTE: Final = 9
TEXT: Final = 10
HEADING: Final = 13
TITLE: Final = 20
"""Points."""
GREY: Final = 110
SHADE: Final = 242
FEW: Final = 3
"""Columns up to so many share the width as the first one needs it; more are numbers in narrow columns."""
LEAST_ROWS: Final = 4
"""A table begins on a page that has room for its title and so many rows."""


def document(order: dict[str, Any]) -> bytes:
    """Return a PDF with all of a report."""
    pdf = FPDF(format="A4")
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(auto=True, margin=MARGIN)
    for style, weight in (("", 400), ("B", 700)):
        pdf.add_font(FONT, style, str(fontpkg.path(FONT, weight=weight)))
    pdf.set_title(order["title"])
    pdf.add_page()
    pdf.set_font(FONT, "B", TITLE)
    pdf.multi_cell(WIDTH, 10, order["title"], new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(FONT, "", NOTE)
    pdf.set_text_color(GREY)
    pdf.multi_cell(WIDTH, 5, order["note"], align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.set_text_color(0)
    pdf.ln(2)
    pdf.image(io.BytesIO(chart(order["chart"])), w=WIDTH)
    for table in order["tables"]:
        draw_table(pdf, table)
    return bytes(pdf.output())


def draw_table(pdf: FPDF, table: dict[str, Any]) -> None:
    """Signs that the font does not have, such as coloured dots, are left out."""
    header, rows = table["header"], table["rows"]
    drawable = {sign for font in pdf.fonts.values() if isinstance(font, TTFFont) for sign in font.cmap}
    if pdf.will_page_break(10 + (LINE + 2 * ABOVE) * (1 + min(len(rows), LEAST_ROWS))):
        pdf.add_page()
    pdf.ln(5)
    pdf.set_font(FONT, "B", HEADING)
    pdf.cell(WIDTH, 8, table["title"], new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(FONT, "", TEXT if len(header) <= FEW + 1 else NOTE)
    with pdf.table(
        col_widths=column_widths(header, rows),
        text_align=[
            "RIGHT" if column and is_number(rows, column) else "LEFT" for column in range(len(header))
        ],
        line_height=LINE,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        cell_fill_color=SHADE,
        cell_fill_mode=TableCellFillMode.EVEN_ROWS,
        headings_style=FontFace(emphasis="BOLD"),
        padding=(ABOVE, 1),
    ) as drawn:
        for cells in (header, *([cell["text"] for cell in row] for row in rows)):
            row = drawn.row()
            for cell in cells:
                row.cell("".join(each for each in cell if ord(each) in drawable).strip())


def column_widths(header: Sequence[str], rows: Sequence[Sequence[dict[str, Any]]]) -> list[int]:
    """Return shares of the width: what is read gets more than what is counted."""
    return [5 if column == 0 else 2 if is_number(rows, column) else 3 for column in range(len(header))]


def is_number(rows: Sequence[Sequence[dict[str, Any]]], column: int) -> bool:
    return any(row[column]["number"] is not None for row in rows)


if __name__ == "__main__":
    sys.stdout.buffer.write(document(json.load(sys.stdin)))
