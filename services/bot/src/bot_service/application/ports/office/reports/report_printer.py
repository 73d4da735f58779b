"""Port: a report as a document to be read, and as a workbook to go on reckoning with."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot_service.application.ports.office.reports.chart_painter import Chart


class Measure(StrEnum):
    """How a spreadsheet shows a number."""

    PLAIN = "plain"
    SHARE = "share"
    """From 0 to 1, shown in hundredths."""
    LENGTH = "length"
    """Of seconds, shown as hours and minutes."""
    STARS = "stars"
    """With one digit behind the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    text: str
    """As it is read; what people wrote never becomes a formula."""
    number: float | None = None
    """What it says, where that can be reckoned with."""
    measure: Measure = Measure.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    """Each as long as the header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    title: str
    note: str
    """Below the title, in small: what holds for all of it."""
    chart: Chart
    """Its bars are days."""
    tables: Sequence[ReportTable]
    days: ReportTable
    """What the chart draws, for the workbook alone."""


class ReportPrinter(Protocol):
    """Both raise `UnavailableError`."""

    async def document(self, report: ReportDocument) -> bytes:
        """Return a PDF of A4 pages."""
        ...

    async def workbook(self, report: ReportDocument) -> bytes:
        """Return an XLSX with a sheet for each table, and a chart of its own."""
        ...
