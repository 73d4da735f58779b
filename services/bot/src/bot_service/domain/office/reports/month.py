"""A month of the calendar, as reports are of one."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from bot_service.domain.office.office_hours import Interval

MONTHS: Final = 12
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 9_000
USUAL_OPENING: Final = time(9)
"""Where the desk has no hours of its own."""
WRITTEN: Final = re.compile(r"(?P<year>\d{4})[-./](?P<number>\d{1,2})|(?P<n>\d{1,2})[-./](?P<y>\d{4})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int
    """1 to 12."""

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def before(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        return Month.of(self.first + timedelta(days=31))

    def begins(self, zone: tzinfo) -> datetime:
        """Return when it begins in a zone, as a time in UTC."""
        return datetime.combine(self.first, time.min, zone).astimezone(UTC)

    def opens(self, zone: tzinfo, weekly: Collection[Interval], days_off: Collection[date]) -> datetime:
        """Return when people first are at work in it, as a time in UTC; at 9:00 of the first where nobody ever is."""
        days: Sequence[date] = [self.first + timedelta(days=number) for number in range(31)]
        for day in days:
            opening = [each.opens for each in weekly if each.weekday == day.weekday()]
            if opening and day not in days_off and Month.of(day) == self:
                hours, minutes = divmod(min(opening), 60)
                return datetime.combine(day, time(hours, minutes), zone).astimezone(UTC)
        return datetime.combine(self.first, USUAL_OPENING, zone).astimezone(UTC)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def month_in(text: str) -> Month | None:
    """Read `2026-10` or `10.2026`; None where anything else is written."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    year, number = int(found["year"] or found["y"]), int(found["number"] or found["n"])
    if not (1 <= number <= MONTHS and FIRST_YEAR < year < LAST_YEAR):
        return None
    return Month(year, number)
