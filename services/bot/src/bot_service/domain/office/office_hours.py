"""Hours of a week, days off and spans of time, as people write them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

DAYS: Final = 7
DAY: Final = 1_440
"""Minutes."""
MOST_DAYS: Final = 60
"""Of one span of days off."""
MOST_MINUTES: Final = 366 * DAY
A_DAY_OR_TWO: Final = (1, 2)
TIMES: Final = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?\s*[-–—]\s*(\d{1,2})(?:[:.]([0-5]\d))?")
DATE: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})|(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"
)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    weekday: int
    """0 is Monday."""
    opens: int
    """Minutes after midnight, 0 to 1,439."""
    closes: int
    """Later than `opens`, up to 1,440."""


def read_times(text: str, weekday: int) -> Sequence[Interval] | None:
    """Read `9-13, 14:00-18:00`; None where anything else is written, or spans overlap.

    A span that ends before it begins, `22-6`, ends on the next day: what is then is an interval of that day.
    """
    found = []
    for part in re.split(r"\s*[,;]\s*", text.strip()):
        times = TIMES.fullmatch(part)
        if times is None:
            return None
        opens = int(times[1]) * 60 + int(times[2] or 0)
        closes = int(times[3]) * 60 + int(times[4] or 0)
        if opens >= DAY or closes > DAY or opens == closes:
            return None
        if opens < closes:
            found.append(Interval(weekday, opens, closes))
            continue
        found.append(Interval(weekday, opens, DAY))
        if closes:
            found.append(Interval((weekday + 1) % DAYS, 0, closes))
    found.sort()
    overlap = any(one.weekday == other.weekday and one.closes > other.opens for one, other in pairwise(found))
    return None if overlap else found


def joined(intervals: Sequence[Interval]) -> Sequence[Interval]:
    """Return the same hours in order, those that overlap or touch as one."""
    found: list[Interval] = []
    for each in sorted(intervals):
        last = found[-1] if found else None
        if last is not None and last.weekday == each.weekday and each.opens <= last.closes:
            found[-1] = Interval(each.weekday, last.opens, max(last.closes, each.closes))
        else:
            found.append(each)
    return found


def written_times(intervals: Sequence[Interval]) -> str:
    return ", ".join(f"{clock(each.opens)}–{clock(each.closes)}" for each in intervals)


def clock(minutes: int) -> str:
    """Write minutes after midnight as `09:30`; the end of a day is `24:00`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_minutes(text: str, *, hours: Collection[str], minutes: Collection[str]) -> int | None:
    """Read `90`, `1 h 30 min` or `1.5 h`; None where anything else is written, or nothing, or more than 366 days.

    `hours` and `minutes`: how people write those, in small letters.
    """
    an_hour, a_minute = ("|".join(map(re.escape, words)) for words in (hours, minutes))
    found = re.fullmatch(
        rf"(?:(?P<hours>\d{{1,4}}(?:[.,]\d{{1,2}})?)\s*(?:{an_hour})\.?)?\s*(?:(?P<minutes>\d{{1,6}})\s*(?:{a_minute})?\.?)?",
        text.strip().casefold(),
    )
    if found is None or not (found["hours"] or found["minutes"]):
        return None
    hours_read = float((found["hours"] or "0").replace(",", "."))
    read = round(hours_read * 60) + int(found["minutes"] or 0)
    return read if 1 <= read <= MOST_MINUTES else None


def read_days(text: str) -> Sequence[date] | None:
    """Read days and spans, `25.12.2026, 2027-01-01 – 2027-01-08`; None where anything else is written."""
    found: set[date] = set()
    for part in re.split(r"\s*[,;\n]\s*", text.strip()):
        span = read_span(part, most=MOST_DAYS)
        if span is None:
            return None
        first, last = span
        found |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
    return sorted(found)


def read_span(text: str, *, most: int) -> tuple[date, date] | None:
    """Read the first and the last of at most `most` days, or the only one; None where anything else is written."""
    days = [_day(each) for each in DATE.finditer(text)]
    if len(days) not in A_DAY_OR_TWO or DATE.sub("", text).strip(" -–—"):
        return None
    first, last = days[0], days[-1]
    if first is None or last is None or not timedelta(0) <= last - first < timedelta(days=most):
        return None
    return first, last


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (
        found[name] or found[short] for name, short in zip(("year", "month", "day"), "ymd", strict=True)
    )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
