"""When somebody wants to hear of what others do: not in their quiet hours, or in one message a day."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

MINUTES_OF_HOUR: Final = 60
MINUTES_OF_DAY: Final = 24 * MINUTES_OF_HOUR


@cache
def zone_named(zone: str) -> tzinfo:
    """Return the IANA time zone of that name; UTC where there is no such."""
    try:
        return ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        return UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From one time of the day to another, over midnight where that is earlier; in minutes after midnight."""

    begins: int
    """0 to 1,439."""
    ends: int
    """0 to 1,439, another time than `begins`."""

    def __post_init__(self) -> None:
        in_a_day = 0 <= self.begins < MINUTES_OF_DAY and 0 <= self.ends < MINUTES_OF_DAY
        if not in_a_day or self.begins == self.ends:
            raise ValueError(f"{self.begins} to {self.ends} are no quiet hours")

    def end_of(self, now: datetime, zone: tzinfo) -> datetime | None:
        """Return when the quiet hours end in which it is `now` by the clock of `zone`; None outside of them."""
        there = now.astimezone(zone)
        minute = there.hour * MINUTES_OF_HOUR + there.minute
        is_over_midnight = self.begins > self.ends
        if is_over_midnight:
            is_quiet = minute >= self.begins or minute < self.ends
        else:
            is_quiet = self.begins <= minute < self.ends
        if not is_quiet:
            return None
        days = 1 if is_over_midnight and minute >= self.begins else 0
        end = on_the_clock(there, days, self.ends, zone)
        # In the night when an hour comes twice, the end may lie in the first of both, and it is the second now.
        return end if end > now else on_the_clock(there, days, self.ends, zone, fold=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePreferences:
    """What a person chose; by the clock of their zone."""

    quiet: QuietHours | None = None
    urgent_anyway: bool = False
    """Alerts of urgent requests come in quiet hours and beside a digest, too."""
    digest_hour: int | None = None
    """0 to 23: what others do comes once a day at this hour, in one message."""

    def next_digest(self, after: datetime, zone: tzinfo) -> datetime | None:
        """Return the first time after `after` at which a digest is due."""
        if self.digest_hour is None:
            return None
        there = after.astimezone(zone)
        minute = self.digest_hour * MINUTES_OF_HOUR
        today = on_the_clock(there, 0, minute, zone)
        return today if today > after else on_the_clock(there, 1, minute, zone)


def on_the_clock(there: datetime, days: int, minute: int, zone: tzinfo, *, fold: int = 0) -> datetime:
    """Return when the clock of `zone` shows `minute`, so many days after the day of `there`.

    A time that the clocks leave out is as long after midnight as it would be, the first of two is taken with `fold` 0.
    """
    day = there.date() + timedelta(days=days)
    shown = time(minute // MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR)
    return datetime.combine(day, shown, tzinfo=zone).replace(fold=fold).astimezone(UTC)
