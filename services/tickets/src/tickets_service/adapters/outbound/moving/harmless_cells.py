"""Cells of tables that spreadsheets open: what people wrote is no formula to them."""

from typing import Final

FORMULA: Final = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would work out."""


def as_words(cell: str) -> str:
    """Return the cell; with an apostrophe before it where it would be worked out."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
