"""Port: sheets of QR codes to be printed, cut and stuck to doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

MOST_LABELS: Final = 500
"""Of one file; a building has fewer rooms."""


class SheetLayout(StrEnum):
    """Columns and rows of an A4 page, as sheets of labels are sold; or one large code per page."""

    TWO_BY_NINE = "2x9"
    THREE_BY_EIGHT = "3x8"
    THREE_BY_TEN = "3x10"
    LARGE = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    link: str
    """What the code says."""
    code: str
    """The same in words, below it."""
    name: str
    around: str
    """Where it is; may be empty."""


class SheetPrinter(Protocol):
    async def print(self, labels: Sequence[Label], layout: SheetLayout, *, hint: str) -> bytes:
        """Return a PDF with 1 to 500 labels, each with the `hint` what to do with it. Raises `UnavailableError`."""
        ...
