"""Port: reading for reports. Each call sees what is committed; `StoreError` when the store cannot answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.reports import ExportPosition, Statistics
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsScope:
    """Tickets created in [created_from, created_before), which point into `location` unless it is empty.

    `day_starts`: when each of the days began, in order; the first not after `created_from`. `most`: at most
    so many locations, and so many assignees.
    """

    created_from: datetime
    created_before: datetime
    location: str
    day_starts: Sequence[datetime]
    now: datetime
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFilter:
    """None is no limit."""

    created_from: datetime | None
    created_before: datetime | None
    states: frozenset[State]


class ReportReader(Protocol):
    async def statistics(self, scope: StatisticsScope) -> Statistics:
        """Return figures that are all of one moment."""
        ...

    async def tickets(
        self, which: ExportFilter, *, after: ExportPosition | None, limit: int
    ) -> Sequence[TicketView]:
        """Return tickets behind `after`, first created first."""
        ...

    async def open_tickets(self) -> Mapping[tuple[State, Priority], int]:
        """Return how many tickets there are in each state of open work and priority; those without may be missing."""
        ...

    async def comments(
        self, tickets: Sequence[TicketId], *, notes: bool, after: int, limit: int
    ) -> Sequence[CommentView]:
        """Return comments on these tickets, in the order of the tickets, on each of them oldest first.

        Of the first ticket only those with an id above `after`. Internal ones only with `notes`.
        """
        ...
