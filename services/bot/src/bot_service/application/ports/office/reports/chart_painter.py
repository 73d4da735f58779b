"""Port: figures over time as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    label: str
    """Of the time that they are of; may be empty."""
    created: int
    resolved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    title: str
    created: str
    """What the bars of each kind are called."""
    resolved: str
    bars: Sequence[Bars]
    """In the order of time, 1 to 100."""


class ChartPainter(Protocol):
    async def paint(self, chart: Chart) -> bytes:
        """Return a PNG of 1,200 × 600 pixels. Raises `UnavailableError`."""
        ...
