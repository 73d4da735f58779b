"""Business time: the time in which the desk works."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tickets_service.domain.errors import Violation
from tickets_service.domain.sla.errors import TooLittleWorkingTimeError
from tickets_service.domain.sla.instants import EPOCH, MICROSECOND, MINUTE, instant_of, microseconds_of
from tickets_service.domain.sla.week import ROUND_THE_CLOCK, WeeklyInterval, week_faults
from tickets_service.domain.sla.working_year import WorkingYear
from tickets_service.domain.time_zone import known_zones
from tickets_service.domain.violations import Violations

HORIZON_YEARS: Final = 10
MOST_HOLIDAYS: Final = 1_000
UNIVERSAL: Final = "UTC"
"""Needs no zone data on the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCalendar:
    """Which instants are working time.

    Those whose local wall clock shows a time within an interval of its weekday, on a date that is no
    holiday. So an hour that a zone skips is not worked, and one that it repeats is worked twice.
    `zone` is an IANA name, `weekly` has no overlaps and is kept sorted, `holidays` are whole local days.

    Raises `ValueError` for what `read` would refuse. Instants must be aware and lie in the years 1970
    to 2999, else `ValueError`; answers are in UTC, exact to the microsecond. The first question about
    a year costs one or two milliseconds, later ones microseconds: keep the calendar rather than its parts.
    """

    zone: str = UNIVERSAL
    weekly: tuple[WeeklyInterval, ...] = ROUND_THE_CLOCK
    holidays: frozenset[date] = frozenset()
    _years: dict[int, WorkingYear] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        faults = list(_faults(self.zone, self.weekly, self.holidays))
        if faults:
            raise ValueError("; ".join(f"{each.field}: {each.description}" for each in faults))
        object.__setattr__(self, "weekly", tuple(sorted(self.weekly)))

    @classmethod
    def read(
        cls,
        *,
        zone: str,
        weekly: Sequence[WeeklyInterval],
        holidays: AbstractSet[date],
        violations: Violations,
        path: str = "calendar",
    ) -> "BusinessCalendar":
        """Check everything; add to `violations` what is wrong, and then return a stand-in."""
        faults = list(_faults(zone, weekly, holidays))
        for fault in faults:
            violations.add(f"{path}.{fault.field}", fault.description)
        if faults:
            return cls()
        return cls(zone=zone, weekly=tuple(weekly), holidays=frozenset(holidays))

    def business_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time in [start, end). Raise `ValueError` when the end is before the start."""
        first, last = microseconds_of(start), microseconds_of(end)
        if last < first:
            raise ValueError(f"the end {end} is before the start {start}")
        first_year, last_year = instant_of(first).year, instant_of(last).year
        worked = sum(self._year(year).total for year in range(first_year, last_year))
        worked += self._year(last_year).worked_until(last) - self._year(first_year).worked_until(first)
        return worked * MICROSECOND

    def add_business_time(self, start: datetime, amount: timedelta) -> datetime:
        """Return the earliest instant until which `amount` was worked since `start`.

        So an amount that is used up at closing time ends then, not at the next opening; nothing added
        is `start`. Raise `ValueError` for a negative amount, `TooLittleWorkingTimeError` when it is not
        worked by the end of the `HORIZON_YEARS`-th year after that of `start`.
        """
        first, wanted = microseconds_of(start), amount // MICROSECOND
        if wanted < 0:
            raise ValueError(f"the amount must not be negative, but is {amount}")
        if wanted == 0:
            return instant_of(first)
        first_year = instant_of(first).year
        left = wanted + self._year(first_year).worked_until(first)
        for year in range(first_year, first_year + HORIZON_YEARS + 1):
            working = self._year(year)
            if left <= working.total:
                return instant_of(working.instant_at(left))
            left -= working.total
        raise TooLittleWorkingTimeError(wanted // MINUTE, HORIZON_YEARS)

    def _year(self, year: int) -> WorkingYear:
        known = self._years.get(year)
        if known is None:
            holidays = {(each - EPOCH.date()).days for each in self.holidays}
            zone = UTC if self.zone == UNIVERSAL else ZoneInfo(self.zone)
            known = WorkingYear.of(year, zone, self.weekly, holidays)
            self._years[year] = known
        return known


def _faults(zone: str, weekly: Sequence[WeeklyInterval], holidays: AbstractSet[date]) -> Iterator[Violation]:
    if zone not in known_zones():
        yield Violation("zone", "must be an IANA time zone, such as Europe/Berlin")
    yield from week_faults(weekly)
    if len(holidays) > MOST_HOLIDAYS:
        yield Violation("holidays", f"must be at most {MOST_HOLIDAYS}")
