"""What the tests of business time share: office hours, and the slow and obvious model."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.week import ROUND_THE_CLOCK, WeeklyInterval

MINUTE = timedelta(minutes=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# Around each of these the clocks of the zone are set, or a year ends.
TURNS = {
    "UTC": ("2026-12-31T23:30", "2028-02-29T12:00"),
    "Asia/Kolkata": ("2026-12-31T18:30", "2026-06-15T00:00"),
    "Europe/Berlin": ("2026-03-29T01:00", "2026-10-25T01:00", "2026-12-31T23:00"),
    "America/New_York": ("2026-03-08T07:00", "2026-11-01T06:00", "2027-01-01T05:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "Africa/Casablanca": ("2026-02-15T02:00", "2026-03-22T02:00"),
    "America/Santiago": ("2026-04-05T03:00", "2026-09-06T04:00"),  # at midnight
    "Pacific/Apia": ("2011-12-30T10:00",),  # a whole day was left out
}


def utc(text: str) -> datetime:
    """Read `2026-03-29 01:00` as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def hours(days: str, *spans: str) -> tuple[WeeklyInterval, ...]:
    """Read `hours("Mon-Fri", "9:00-12:30", "13:15-17:00")`."""
    first, _, last = days.partition("-")
    intervals = []
    for weekday in range(DAYS.index(first), DAYS.index(last or first) + 1):
        for span in spans:
            opens, closes = (
                int(hour) * 60 + int(minute) for hour, minute in (edge.split(":") for edge in span.split("-"))
            )
            intervals.append(WeeklyInterval(weekday=weekday, opens=opens, closes=closes))
    return tuple(intervals)


def worked(calendar: BusinessCalendar, minute: datetime) -> bool:
    """Tell whether the local wall clock shows working time: the definition, word by word."""
    local = minute.astimezone(ZoneInfo(calendar.zone))
    time = local.hour * 60 + local.minute
    return local.date() not in calendar.holidays and any(
        each.weekday == local.weekday() and each.opens <= time < each.closes for each in calendar.weekly
    )


def count_minutes(calendar: BusinessCalendar, start: datetime, end: datetime) -> timedelta:
    """Count the working minutes one by one; both instants are whole minutes."""
    total, minute = timedelta(), start
    while minute < end:
        if worked(calendar, minute):
            total += MINUTE
        minute += MINUTE
    return total


def within_reach(calendar: BusinessCalendar) -> timedelta:
    """Return the time of 400 weeks: with a few holidays it still lies within the calendar's horizon."""
    return 400 * sum(each.closes - each.opens for each in calendar.weekly) * MINUTE


@st.composite
def weeks(draw: st.DrawFn) -> tuple[WeeklyInterval, ...]:
    """Draw up to three intervals on each of some days; round the clock now and then."""
    if draw(st.integers(0, 9)) == 0:
        return ROUND_THE_CLOCK
    intervals: list[WeeklyInterval] = []
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        edges = sorted(draw(st.lists(st.integers(0, 1_440), min_size=2, max_size=6, unique=True)))
        intervals += [
            WeeklyInterval(weekday=weekday, opens=opens, closes=closes)
            for opens, closes in zip(edges[::2], edges[1::2], strict=False)
        ]
    return tuple(intervals)


@st.composite
def calendars_at_turns(draw: st.DrawFn) -> tuple[BusinessCalendar, datetime]:
    """Draw a calendar and an instant up to three days before something odd in its zone."""
    zone = draw(st.sampled_from(sorted(TURNS)))
    turn = utc(draw(st.sampled_from(TURNS[zone])))
    around = st.integers(-4, 4).map(lambda days: turn.date() + timedelta(days=days))
    calendar = BusinessCalendar(
        zone=zone, weekly=draw(weeks()), holidays=draw(st.frozensets(around, max_size=2))
    )
    return calendar, turn - draw(st.integers(0, 3 * 1_440)) * MINUTE
