"""Query: how much work there is, for whoever watches the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from tickets_service.application.ports.reports.reader import ReportReader
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import OPEN_WORK, State


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOpenTicketsHandler:
    reports: ReportReader

    async def __call__(self) -> Mapping[tuple[State, Priority], int]:
        """Return the number for each state of open work and each priority, 0 included."""
        found = await self.reports.open_tickets()
        return {(state, each): found.get((state, each), 0) for state in OPEN_WORK for each in Priority}
