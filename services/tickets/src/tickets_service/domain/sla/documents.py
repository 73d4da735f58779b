"""Policies and calendars as admins see and change them: whole documents, each with a version."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.week import WeeklyInterval

CALENDAR_CODE: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)
UNSAVED: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDocument:
    """`code` (1 to 40 of a-z, 0-9 and inner hyphens) names it for ever; `title` is what people read."""

    id: int = UNSAVED
    code: str
    title: str
    zone: str
    weekly: tuple[WeeklyInterval, ...]
    holidays: frozenset[date]
    updated_at: datetime
    version: int = 1

    @property
    def name(self) -> str:
        return f"slaCalendars/{self.code}"

    @property
    def etag(self) -> str:
        return str(self.version)

    def calendar(self) -> BusinessCalendar:
        """Raise `ValueError` where it means nothing on this machine."""
        return BusinessCalendar(zone=self.zone, weekly=self.weekly, holidays=self.holidays)

    def changed(self, *, title: str, calendar: BusinessCalendar, now: datetime) -> "CalendarDocument":
        """Return the next version, or itself when nothing is different."""
        zone, weekly, holidays = calendar.zone, calendar.weekly, calendar.holidays
        if (title, zone, weekly, holidays) == (self.title, self.zone, self.weekly, self.holidays):
            return self
        return replace(
            self,
            title=title,
            zone=zone,
            weekly=weekly,
            holidays=holidays,
            updated_at=now,
            version=self.version + 1,
        )

    def facts(self) -> Mapping[str, Any]:
        """Return what it says as plain JSON values, for the history."""
        return {
            "title": self.title,
            "zone": self.zone,
            "weekly": [[each.weekday, each.opens, each.closes] for each in self.weekly],
            "holidays": [day.isoformat() for day in sorted(self.holidays)],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDocument:
    """The targets of one priority, in working time of the calendar with the code `calendar`."""

    priority: Priority
    first_response: timedelta
    resolution: timedelta
    calendar: str
    updated_at: datetime
    version: int = 1

    @property
    def name(self) -> str:
        return f"slaPolicies/{self.priority.value.lower()}"

    @property
    def etag(self) -> str:
        return str(self.version)

    def changed(
        self, *, first_response: timedelta, resolution: timedelta, calendar: str, now: datetime
    ) -> "PolicyDocument":
        """Return the next version, or itself when nothing is different."""
        said = (first_response, resolution, calendar)
        if said == (self.first_response, self.resolution, self.calendar):
            return self
        return replace(
            self,
            first_response=first_response,
            resolution=resolution,
            calendar=calendar,
            updated_at=now,
            version=self.version + 1,
        )

    def facts(self) -> Mapping[str, Any]:
        return {
            "first_response_minutes": self.first_response // timedelta(minutes=1),
            "resolution_minutes": self.resolution // timedelta(minutes=1),
            "calendar": f"slaCalendars/{self.calendar}",
        }
