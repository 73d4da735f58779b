"""The hours of a week in which the desk works."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tickets_service.domain.errors import Violation

DAYS_A_WEEK: Final = 7
MINUTES_A_DAY: Final = 1_440
MOST_INTERVALS: Final = 100


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class WeeklyInterval:
    """A stretch of one weekday, from `opens` to just before `closes`.

    `weekday` is 0 (Monday) to 6. `opens` (0 to 1,439) and `closes` (1 to 1,440, which is 24:00) are
    minutes of local wall-clock time since midnight. Work through midnight is two intervals.
    """

    weekday: int
    opens: int
    closes: int


ROUND_THE_CLOCK: Final = tuple(
    WeeklyInterval(weekday=weekday, opens=0, closes=MINUTES_A_DAY) for weekday in range(DAYS_A_WEEK)
)


def week_faults(weekly: Sequence[WeeklyInterval]) -> Iterator[Violation]:
    """Tell what is wrong, with paths from `weekly` on; intervals that only touch are fine."""
    if not weekly:
        yield Violation("weekly", "must not be empty")
    if len(weekly) > MOST_INTERVALS:
        yield Violation("weekly", f"must be at most {MOST_INTERVALS}")
        return
    sound: list[tuple[WeeklyInterval, int]] = []
    for index, interval in enumerate(weekly):
        faults = list(_interval_faults(interval, f"weekly[{index}]"))
        yield from faults
        if not faults:
            sound.append((interval, index))
    for (before, _), (after, index) in pairwise(sorted(sound)):
        if before.weekday == after.weekday and before.closes > after.opens:
            yield Violation(f"weekly[{index}]", "must not overlap another interval of its day")


def _interval_faults(interval: WeeklyInterval, path: str) -> Iterator[Violation]:
    if not 0 <= interval.weekday < DAYS_A_WEEK:
        yield Violation(f"{path}.weekday", "must be between 0 (Monday) and 6 (Sunday)")
    if not 0 <= interval.opens < MINUTES_A_DAY:
        yield Violation(f"{path}.opens", "must be between 00:00 and 23:59")
    if not interval.opens < interval.closes <= MINUTES_A_DAY:
        yield Violation(f"{path}.closes", "must be after opens, and at most 24:00")
