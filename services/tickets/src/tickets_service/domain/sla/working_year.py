"""The working time of one year, indexed so that a question costs two binary searches."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Final

from tickets_service.domain.sla.instants import DAY, MICROSECOND, MINUTE, instant_of, start_of_year
from tickets_service.domain.sla.week import DAYS_A_WEEK, WeeklyInterval

SECOND: Final = 1_000_000
EPOCH_WEEKDAY: Final = 3
"""1970-01-01 was a Thursday."""


@dataclass(frozen=True, slots=True)
class WorkingYear:
    """The working spans within one year of UTC, in order, none touching the next; in microseconds.

    `worked[i]` is the working time of the year before `starts[i]`.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    worked: Sequence[int]
    total: int

    @classmethod
    def of(
        cls, year: int, zone: tzinfo, weekly: Sequence[WeeklyInterval], holidays: AbstractSet[int]
    ) -> "WorkingYear":
        """Take holidays as days since 1970-01-01, in local time."""
        week: list[list[tuple[int, int]]] = [[] for _ in range(DAYS_A_WEEK)]
        for interval in sorted(weekly):
            week[interval.weekday].append((interval.opens * MINUTE, interval.closes * MINUTE))
        starts: list[int] = []
        ends: list[int] = []
        for start, end in _spans(year, zone, week, holidays):
            if ends and ends[-1] == start:
                ends[-1] = end
            else:
                starts.append(start)
                ends.append(end)
        worked: list[int] = []
        total = 0
        for start, end in zip(starts, ends, strict=True):
            worked.append(total)
            total += end - start
        return cls(starts, ends, worked, total)

    def worked_until(self, instant: int) -> int:
        """Return the working time from the year's start until `instant`, which lies in the year."""
        index = bisect_right(self.starts, instant) - 1
        if index < 0:
            return 0
        return self.worked[index] + min(instant, self.ends[index]) - self.starts[index]

    def instant_at(self, worked: int) -> int:
        """Return the earliest instant until which `worked` was worked; 0 < worked <= total."""
        index = bisect_left(self.worked, worked) - 1
        return self.starts[index] + worked - self.worked[index]


def _spans(
    year: int, zone: tzinfo, week: Sequence[Sequence[tuple[int, int]]], holidays: AbstractSet[int]
) -> Iterator[tuple[int, int]]:
    # While the offset from UTC stays, local time is UTC shifted by it: gaps and overlaps of
    # daylight saving lie between these stretches and need no thought.
    for start, end, offset in _steady_stretches(year, zone):
        for day in range((start + offset) // DAY, (end + offset - 1) // DAY + 1):
            if day in holidays:
                continue
            midnight = day * DAY - offset
            for opens, closes in week[(day + EPOCH_WEEKDAY) % DAYS_A_WEEK]:
                opened, closed = max(midnight + opens, start), min(midnight + closes, end)
                if opened < closed:
                    yield opened, closed


def _steady_stretches(year: int, zone: tzinfo) -> Iterator[tuple[int, int, int]]:
    """Cut the year where the zone's offset changes: (start, end, offset from UTC).

    Looks once a day: no zone has changed twice within five days since 1970.
    """
    start, end = start_of_year(year), start_of_year(year + 1)
    offset = _offset(start, zone)
    for day in range(start, end, DAY):
        tomorrow = day + DAY
        following = _offset(tomorrow, zone)
        if following != offset:
            change = _change_between(day, tomorrow, zone)
            yield start, change, offset
            start, offset = change, following
    yield start, end, offset


def _change_between(before: int, after: int, zone: tzinfo) -> int:
    """Find the first whole second at which the offset differs from that at `before`."""
    offset = _offset(before, zone)
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if _offset(middle, zone) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(instant: int, zone: tzinfo) -> int:
    universal = instant_of(instant)
    return (universal.astimezone(zone).replace(tzinfo=UTC) - universal) // MICROSECOND
