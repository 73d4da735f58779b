"""Draws sheets of QR codes: an order as JSON on standard input, a PDF on standard output."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import fontpkg
import segno
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
"""Of A4, as all lengths here in millimetres."""
FONT: Final = "PT Sans"
QUIET: Final = 4
"""Modules of white around a code, which readers need."""
POINT: Final = 0.353
"""Millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    columns: int
    rows: int
    code_mm: float
    """The side of a code, with the white around it."""
    points: float
    """The size of its name."""


LAYOUTS: Final = {
    "2x9": Layout(columns=2, rows=9, code_mm=27, points=12),
    "3x8": Layout(columns=3, rows=8, code_mm=30, points=10),
    "3x10": Layout(columns=3, rows=10, code_mm=23, points=9),
    "1": Layout(columns=1, rows=1, code_mm=150, points=40),
}
LEAST_MARGIN: Final = 3.0


def sheets(order: dict[str, Any]) -> bytes:
    """Return a PDF with all the labels of an order."""
    layout = LAYOUTS[order["layout"]]
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    for style, weight in (("", 400), ("B", 700)):
        pdf.add_font(FONT, style, str(fontpkg.path(FONT, weight=weight)))
    draw = large if layout.columns == 1 else small
    for number, label in enumerate(order["labels"]):
        place = number % (layout.columns * layout.rows)
        if place == 0:
            pdf.add_page()
        row, column = divmod(place, layout.columns)
        draw(pdf, layout, label, order["hint"], column * WIDTH / layout.columns, row * HEIGHT / layout.rows)
    return bytes(pdf.output())


def small(pdf: FPDF, layout: Layout, label: dict[str, str], hint: str, x: float, y: float) -> None:
    """The code on the left, its words below it; on the right where that is, and what to do."""
    width, height = WIDTH / layout.columns, HEIGHT / layout.rows
    below = 8 * POINT
    top = y + (height - layout.code_mm - below) / 2
    qr(pdf, label["link"], x + LEAST_MARGIN, top, layout.code_mm)
    words(
        pdf,
        label["code"],
        x + LEAST_MARGIN,
        top + layout.code_mm - 1,
        layout.code_mm,
        8,
        style="B",
        align="C",
    )
    left, wide = x + LEAST_MARGIN + layout.code_mm, width - layout.code_mm - 2 * LEAST_MARGIN
    down = top + 2
    for text, points, style, most in (
        (label["name"], layout.points, "B", 3),
        (label["around"], 7, "", 1),
        (hint, 7, "", 3),
    ):
        down = words(pdf, text, left, down, wide, points, style=style, most=most) + 1


def large(pdf: FPDF, layout: Layout, label: dict[str, str], hint: str, x: float, y: float) -> None:
    side = layout.code_mm
    qr(pdf, label["link"], x + (WIDTH - side) / 2, y + 20, side)
    down = words(pdf, label["code"], 15, y + 20 + side, WIDTH - 30, 36, style="B", align="C") + 6
    down = words(pdf, label["name"], 15, down, WIDTH - 30, layout.points, align="C", most=2) + 4
    down = words(pdf, label["around"], 15, down, WIDTH - 30, 16, align="C") + 4
    words(pdf, hint, 15, down, WIDTH - 30, 20, align="C", most=2)


def qr(pdf: FPDF, text: str, x: float, y: float, side: float) -> None:
    """Draw a code with the white around it. Never a Micro QR: phones do not read those."""
    modules = segno.make(text, micro=False, error="m").matrix
    unit = side / (len(modules) + 2 * QUIET)
    pdf.set_fill_color(0)
    for row, line in enumerate(modules):
        for start, length in runs(line):
            pdf.rect(x + (QUIET + start) * unit, y + (QUIET + row) * unit, length * unit, unit, style="F")


def runs(line: bytearray) -> Iterator[tuple[int, int]]:
    """Yield where dark modules begin, and how many there are."""
    start = None
    for place, module in enumerate((*line, 0)):
        if module and start is None:
            start = place
        elif not module and start is not None:
            yield start, place - start
            start = None


def words(
    pdf: FPDF,
    text: str,
    x: float,
    y: float,
    width: float,
    points: float,
    *,
    style: str = "",
    align: str = "L",
    most: int = 1,
) -> float:
    """Write at most so many lines; return where they end."""
    if not text:
        return y
    pdf.set_font(FONT, style, points)
    height = points * POINT * 1.15
    lines = pdf.multi_cell(width, height, text, dry_run=True, output=MethodReturnValue.LINES)
    if not isinstance(lines, list):
        raise TypeError(type(lines))
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] = f"{shown[-1].rstrip()[:-1]}…"
    for line in shown:
        pdf.set_xy(x, y)
        pdf.cell(width, height, line, align=align)
        y += height
    return y


if __name__ == "__main__":
    sys.stdout.buffer.write(sheets(json.load(sys.stdin)))
