"""Looks from time to time whether the report of a month is due."""

from dataclasses import dataclass
from typing import Final

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.adapters.inbound.worker.own_traces import own_trace
from bot_service.application.commands.office.reports.send_monthly_reports import SendMonthlyReports

LONGEST_WAIT: Final = 300.0


@dataclass(frozen=True, slots=True)
class MonthlyReporting:
    """One process at a time runs it (a lease); two at once would send nothing twice, only draw it twice."""

    send: SendMonthlyReports

    async def __call__(self) -> None:
        """Work without end; outages are waited out."""
        await without_end(self._turn, "monthly_reports.interrupted", first=1.0, longest=LONGEST_WAIT)

    async def _turn(self) -> float:
        with own_trace("monthly.reports"):
            return (await self.send()).total_seconds()
