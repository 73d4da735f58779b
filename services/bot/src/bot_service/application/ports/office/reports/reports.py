"""Port: how the desk does, as the tickets service counts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot_service.application.views.tickets import TicketState, TicketView
from bot_service.domain.tickets.priority import Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationsView:
    """How long something took, in seconds by the clock on the wall; None where it never happened."""

    tickets: int
    half: float | None
    """Half of them took at most so long."""
    most: float | None
    """Nine of ten took at most so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCounts:
    kept: int
    missed: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyCounts:
    tickets: int
    first_response_promise: PromiseCounts
    resolution_promise: PromiseCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class AssigneeCounts:
    name: str
    """`users/7`"""
    open: int
    resolved: int
    ratings: int
    rating_average: float
    """1 to 5; 0 where nothing was rated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCounts:
    day: date
    created: int
    resolved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsView:
    """Of the tickets that were created in a time."""

    tickets: int
    states: Mapping[TicketState, int]
    priorities: Mapping[Priority, UrgencyCounts]
    """From low to urgent; those without tickets are left out."""
    places: Sequence[tuple[str, int]]
    """Codes of places and how many tickets point to each, most first."""
    placeless: int
    first_response: DurationsView
    resolution: DurationsView
    first_response_promise: PromiseCounts
    resolution_promise: PromiseCounts
    people: Sequence[AssigneeCounts]
    """Most tickets first."""
    days: Sequence[DayCounts]
    """Every day of the time."""
    stars: Mapping[int, int]
    """How many tickets got 1 to 5 stars; those that nobody gave are left out."""

    @property
    def resolved(self) -> int:
        """How many were resolved in the time, whenever they were created, and were not reopened since."""
        return sum(day.resolved for day in self.days)

    @property
    def ratings(self) -> int:
        return sum(self.stars.values())

    @property
    def rating_average(self) -> float | None:
        """1 to 5; None where nothing was rated."""
        given = sum(stars * tickets for stars, tickets in self.stars.items())
        return given / self.ratings if self.ratings else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTicket:
    ticket: TicketView
    complete_time: datetime | None
    """When it was done; None while it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPart:
    tickets: Sequence[ExportedTicket]
    """First created first."""
    resume_token: str
    """Where the next part begins; empty where there is none."""


class Reports(Protocol):
    """For dispatchers, admins and auditors: `acting` (`users/7`). Raises `ForbiddenError`, `UnavailableError`."""

    async def statistics(
        self,
        since: datetime,
        *,
        before: datetime | None = None,
        place: str = "",
        zone: str = "",
        most: int = 20,
        acting: str,
    ) -> StatisticsView:
        """Count what was created `since`, and `before` a time, else until now: over at most 366 days.

        With the code of a `place`, only what is there or inside of it.

        `zone` says whose days `days` are; `most` (1 to 100) how many places and people are told.
        Raises `NotFoundError` for a place that is not known.
        """
        ...

    async def export(
        self, since: datetime | None, *, resume_token: str = "", most: int, acting: str
    ) -> ExportPart:
        """Return at most `most` tickets created `since`; None: all there ever were.

        The next part takes the same `since`. Raises `RefusedError` for a token of another one.
        """
        ...
