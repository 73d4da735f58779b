"""What reports tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """Of so many tickets; the percentiles are None when there are none."""

    tickets: int
    p50: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    kept: int
    missed: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFigures:
    tickets: int
    first_response_promise: Promise
    resolution_promise: Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationFigures:
    code: str
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssigneeFigures:
    """Of the tickets that are theirs now. `rating_average` is None when none was rated."""

    assignee_id: UserId
    open: int
    resolved: int
    resolution_p50: timedelta | None
    ratings: int
    rating_average: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """States, priorities and stars without tickets are left out. The last two tell of each day, in order."""

    tickets: int
    states: Mapping[State, int]
    priorities: Mapping[Priority, PriorityFigures]
    locations: Sequence[LocationFigures]
    without_location: int
    first_response: Durations
    resolution: Durations
    first_response_promise: Promise
    resolution_promise: Promise
    assignees: Sequence[AssigneeFigures]
    stars: Mapping[int, int]
    """How many tickets got 1 to 5 stars."""
    created_by_day: Sequence[int]
    resolved_by_day: Sequence[int]


@dataclass(frozen=True, slots=True, order=True)
class ExportPosition:
    """Behind a ticket, or behind that comment on it; 0 is before the first one."""

    created_at: datetime
    ticket_id: int
    comment_id: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    item: TicketView | CommentView
    resume_token: str
