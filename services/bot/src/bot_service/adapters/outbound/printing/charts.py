"""Draws bars over time: an order as JSON on standard input, a PNG on standard output."""

import io
import json
import sys
from typing import Any, Final

import fontpkg
from PIL import Image, ImageDraw, ImageFont

SIZE: Final = (1_200, 600)
"""Pixels, as all lengths here."""
LEFT, TOP, RIGHT, BOTTOM = 80, 110, 1_170, 530
FONT: Final = "PT Sans"
PAPER: Final = "#ffffff"
INK: Final = "#222222"
GRID: Final = "#dddddd"
COLOURS: Final = ("#3a76c4", "#58a55c")
"""Of what was created, and of what was resolved: told apart by their brightness, too."""
LINES: Final = 4
LEAST_GAP: Final = 70
"""Between two labels of the time."""


def chart(order: dict[str, Any]) -> bytes:
    """Return a picture of the order's bars."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    regular, bold = (
        ImageFont.truetype(str(fontpkg.path(FONT, weight=weight)), size)
        for weight, size in ((400, 22), (700, 30))
    )
    draw.text((LEFT, 24), order["title"], INK, bold)
    x = LEFT
    for words, colour in zip((order["created"], order["resolved"]), COLOURS, strict=True):
        draw.rectangle((x, 72, x + 18, 90), colour)
        draw.text((x + 26, 66), words, INK, regular)
        x += 26 + int(draw.textlength(words, regular)) + 40
    top = ceiling(max([1, *(each[kind] for each in order["bars"] for kind in ("created", "resolved"))]))
    for line in range(LINES + 1):
        y = BOTTOM - (BOTTOM - TOP) * line / LINES
        draw.line((LEFT, y, RIGHT, y), GRID)
        draw.text((LEFT - 12, y), str(top * line // LINES), INK, regular, anchor="rm")
    step = (RIGHT - LEFT) / len(order["bars"])
    said = float(LEFT - LEAST_GAP)
    for number, bars in enumerate(order["bars"]):
        left = LEFT + number * step
        for place, (kind, colour) in enumerate(zip(("created", "resolved"), COLOURS, strict=True)):
            start = left + step * (0.12 + 0.38 * place)
            height = (BOTTOM - TOP) * bars[kind] / top
            if bars[kind]:
                draw.rectangle((start, BOTTOM - height, start + step * 0.36, BOTTOM), colour)
        if bars["label"] and left - said >= LEAST_GAP:
            draw.text((left + step / 2, BOTTOM + 14), bars["label"], INK, regular, anchor="ma")
            said = left
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def ceiling(highest: int) -> int:
    """Return the next number that `LINES` lines part evenly, and that is easy to read."""
    unit = LINES
    while True:
        for factor in (1, 2, 5):
            if unit * factor >= highest:
                return unit * factor
        unit *= 10


if __name__ == "__main__":
    sys.stdout.buffer.write(chart(json.load(sys.stdin)))
