"""Looks from time to time whether the report of a month is due."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from opentelemetry.trace import Span

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.application.commands.send_monthly_reports import SendMonthlyReports
from fixline_telemetry import attributes as names
from fixline_telemetry.propagation import consumer_span

LONGEST_WAIT: Final = 300.0


@dataclass(frozen=True, slots=True)
class MonthlyReporting:
    """One process at a time runs it (a lease); two at once would send nothing twice, only draw it twice."""

    send: SendMonthlyReports

    async def __call__(self) -> None:
        """Work without end; outages are waited out."""
        await without_end(self._turn, "monthly_reports.interrupted", first=1.0, longest=LONGEST_WAIT)

    async def _turn(self) -> float:
        with look_span():
            return (await self.send()).total_seconds()


def look_span() -> AbstractContextManager[Span]:
    """Every look is a trace of its own: nobody asked for it."""
    return consumer_span(
        "process monthly.reports",
        traceparent="",
        attributes={
            names.MESSAGING_SYSTEM: "fixline",
            names.MESSAGING_DESTINATION_NAME: "monthly.reports",
            names.MESSAGING_OPERATION_TYPE: "process",
        },
    )
