"""Business time against a model that counts minute by minute, where the clocks are set."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.week import WeeklyInterval

from .conftest import MINUTE, calendars_at_turns, count_minutes, utc, weeks, within_reach, worked

DAY_OF_MINUTES = 1_440
AMOUNTS = st.timedeltas(timedelta(), timedelta(days=366))


@given(calendars_at_turns(), st.integers(0, 6 * DAY_OF_MINUTES))
def test_time_between_is_what_counting_finds(case: tuple[BusinessCalendar, datetime], minutes: int) -> None:
    calendar, start = case
    end = start + minutes * MINUTE
    assert calendar.business_time_between(start, end) == count_minutes(calendar, start, end)


@given(calendars_at_turns(), st.integers(1, 12 * 60))
def test_adding_ends_with_the_last_minute_that_counting_needs(
    case: tuple[BusinessCalendar, datetime], minutes: int
) -> None:
    calendar, start = case
    minutes = min(minutes, within_reach(calendar) // MINUTE)
    end = calendar.add_business_time(start, minutes * MINUTE)
    assert worked(calendar, end - MINUTE)
    # Weeks may pass without work: the model counts up to a fortnight, the rest is the next property's.
    if end - start < timedelta(days=14):
        assert count_minutes(calendar, start, end) == minutes * MINUTE


@given(calendars_at_turns(), AMOUNTS)
def test_what_was_added_lies_between(case: tuple[BusinessCalendar, datetime], amount: timedelta) -> None:
    calendar, start = case
    amount = min(amount, within_reach(calendar))
    end = calendar.add_business_time(start, amount)
    assert calendar.business_time_between(start, end) == amount
    if amount:
        microsecond = timedelta(microseconds=1)
        assert calendar.business_time_between(start, end - microsecond) == amount - microsecond


@given(
    calendars_at_turns(), st.lists(st.timedeltas(timedelta(), timedelta(days=400)), min_size=2, max_size=4)
)
def test_time_between_grows_and_adds_up(
    case: tuple[BusinessCalendar, datetime], later: list[timedelta]
) -> None:
    calendar, start = case
    instants = [start, *sorted(start + each for each in later)]
    parts = [calendar.business_time_between(before, after) for before, after in pairwise(instants)]
    assert all(
        timedelta() <= part <= after - before
        for part, (before, after) in zip(parts, pairwise(instants), strict=True)
    )
    assert sum(parts, timedelta()) == calendar.business_time_between(instants[0], instants[-1])


@given(calendars_at_turns(), st.lists(st.timedeltas(timedelta(), timedelta(days=99)), min_size=2, max_size=4))
def test_adding_grows_and_may_be_done_in_steps(
    case: tuple[BusinessCalendar, datetime], amounts: list[timedelta]
) -> None:
    calendar, start = case
    amounts = sorted(min(amount, within_reach(calendar) / 2) for amount in amounts)
    ends = [calendar.add_business_time(start, amount) for amount in amounts]
    assert ends == sorted(ends)
    stepwise = calendar.add_business_time(calendar.add_business_time(start, amounts[0]), amounts[1])
    assert stepwise == calendar.add_business_time(start, amounts[0] + amounts[1])


@given(weeks(), st.timedeltas(timedelta(), timedelta(days=400)))
def test_more_hours_are_never_less_time(weekly: tuple[WeeklyInterval, ...], length: timedelta) -> None:
    start = utc("2026-02-03 04:05:06.000007")
    some = BusinessCalendar(zone="Europe/Berlin", weekly=weekly)
    holidays = frozenset(start.date() + timedelta(days=day) for day in range(0, 400, 7))
    fewer = BusinessCalendar(zone="Europe/Berlin", weekly=weekly, holidays=holidays)
    time = [each.business_time_between(start, start + length) for each in (fewer, some, BusinessCalendar())]
    assert time == sorted(time)
    assert time[-1] == length
