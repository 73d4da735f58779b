"""When somebody of the desk is away, by the days of their zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Final

MONDAY: Final = 7
"""Days between two of them."""
A_DAY: Final = timedelta(days=1)
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    starts: datetime
    ends: datetime
    """When they are back."""

    def covers(self, now: datetime) -> bool:
        return self.starts <= now < self.ends


@dataclass(frozen=True, slots=True)
class DaysAway:
    first: date
    back: date
    """The first day on which they work again."""

    @classmethod
    def through(cls, first: date, last: date) -> "DaysAway":
        """Return the days from the first to the last one away; at the end of time the last one is a day less."""
        return cls(first, min(last, date.max - A_DAY) + A_DAY)

    def in_zone(self, zone: tzinfo) -> Absence:
        """Return it from midnight to midnight there."""
        starts, ends = (datetime.combine(day, time(), zone) for day in (self.first, self.back))
        return Absence(starts=starts, ends=ends)

    def is_possible(self, today: date) -> bool:
        """Tell whether it is not over, takes no more than a year, and is not more than a year ahead."""
        is_span = timedelta(0) < self.back - self.first <= LONGEST
        return is_span and today < self.back and self.first - today <= LONGEST


def days_of(absence: Absence, zone: tzinfo) -> DaysAway:
    return DaysAway(absence.starts.astimezone(zone).date(), absence.ends.astimezone(zone).date())


def likely(today: date) -> Mapping[str, DaysAway]:
    """Return what is chosen as a rule, all from today: `tomorrow`, `monday`, `week` and `fortnight`, each day once."""
    back = {
        "tomorrow": today + A_DAY,
        "monday": today + timedelta(days=MONDAY - today.weekday()),
        "week": today + timedelta(days=7),
        "fortnight": today + timedelta(days=14),
    }
    days = list(back.values())
    return MappingProxyType(
        {
            name: DaysAway(today, day)
            for number, (name, day) in enumerate(back.items())
            if day not in days[:number]
        }
    )
