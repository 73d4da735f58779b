"""What admins say a calendar is, checked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from tickets_service.domain import text
from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.documents import CALENDAR_CODE, PolicyDocument
from tickets_service.domain.sla.errors import TooLittleWorkingTimeError
from tickets_service.domain.sla.week import WeeklyInterval
from tickets_service.domain.violations import Violations

Interval = tuple[int, int, int]
"""Weekday (0 is Monday), and minutes since midnight: from, to."""


class CalendarCommand(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def weekly(self) -> tuple[Interval, ...]: ...
    @property
    def holidays(self) -> tuple[str, ...]: ...


def read_calendar(command: CalendarCommand, violations: Violations) -> tuple[str, BusinessCalendar]:
    """Return title and calendar; add to `violations` what is wrong with them."""
    title = text.CALENDAR_TITLE.read(command.title, "calendar.title", violations)
    weekly = [
        WeeklyInterval(weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in command.weekly
    ]
    holidays = frozenset(days_from(command.holidays, violations))
    calendar = BusinessCalendar.read(
        zone=command.zone, weekly=weekly, holidays=holidays, violations=violations
    )
    return title, calendar


def days_from(days: Sequence[str], violations: Violations) -> list[date]:
    found = []
    for index, day in enumerate(days):
        try:
            read = date.fromisoformat(day)
        except ValueError:
            read = None
        # Other forms of ISO 8601 are taken for dates, too.
        if read is None or read.isoformat() != day:
            violations.add(f"calendar.holidays[{index}]", "must be a date of the form YYYY-MM-DD")
        else:
            found.append(read)
    return found


def check_code(code: str, violations: Violations) -> None:
    if not CALENDAR_CODE.fullmatch(code):
        violations.add("calendar_id", "must be 1 to 40 of a-z, 0-9 and hyphens, with none of these at an end")


def check_targets(
    policies: Sequence[PolicyDocument],
    code: str,
    calendar: BusinessCalendar,
    *,
    now: datetime,
    violations: Violations,
) -> None:
    """Add a violation for each policy whose targets the calendar would put out of reach."""
    for policy in policies:
        if policy.calendar != code:
            continue
        try:
            calendar.add_business_time(now, policy.resolution)
        except TooLittleWorkingTimeError as error:
            violations.add("calendar", f"puts the resolution of {policy.name} out of reach: {error}")
