"""Business time, by examples that a person can check."""

from datetime import date, timedelta, timezone

import pytest

from tickets_service.domain.sla.calendar import HORIZON_YEARS, BusinessCalendar
from tickets_service.domain.sla.errors import TooLittleWorkingTimeError

from .conftest import hours, utc

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

OFFICE = BusinessCalendar(
    zone="Europe/Berlin",
    weekly=hours("Mon-Fri", "9:00-12:30", "13:30-17:00"),
    holidays=frozenset({date(2026, 5, 1), date(2026, 12, 25)}),
)
NIGHTS = BusinessCalendar(zone="Europe/Berlin", weekly=hours("Mon-Sun", "0:00-6:00", "22:00-24:00"))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-01-05 08:00", "2026-01-05 09:00", HOUR),  # Monday, 9:00 to 10:00 there
        ("2026-01-05 00:00", "2026-01-05 23:00", 7 * HOUR),  # the day, without its lunch
        ("2026-01-05 11:00", "2026-01-05 13:00", 1 * HOUR),  # over lunch
        ("2026-01-05 11:30", "2026-01-05 12:30", 0 * HOUR),  # lunch
        ("2026-01-09 15:00", "2026-01-12 09:00", 2 * HOUR),  # over a weekend
        ("2026-01-10 00:00", "2026-01-11 12:00", 0 * HOUR),
        ("2026-04-30 00:00", "2026-05-04 00:00", 7 * HOUR),  # the first of May is a Friday
        ("2026-01-01 00:00", "2027-01-01 00:00", 7 * HOUR * (261 - 2)),
        ("2025-12-31 15:00", "2027-01-01 09:00", 7 * HOUR * (261 - 2) + 2 * HOUR),
        ("2026-01-05 10:00:00.000001", "2026-01-05 10:00:00.000003", timedelta(microseconds=2)),
        ("2026-01-05 10:00", "2026-01-05 10:00", 0 * HOUR),
    ],
)
def test_time_in_the_office(start: str, end: str, expected: timedelta) -> None:
    assert OFFICE.business_time_between(utc(start), utc(end)) == expected


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        ("2026-01-05 08:00", HOUR, "2026-01-05 09:00"),
        ("2026-01-05 05:00", HOUR, "2026-01-05 09:00"),  # before opening
        ("2026-01-05 08:00", 4 * HOUR, "2026-01-05 13:00"),  # over lunch
        ("2026-01-05 08:00", 3.5 * HOUR, "2026-01-05 11:30"),  # used up when lunch begins
        ("2026-01-09 15:00", HOUR, "2026-01-09 16:00"),  # used up on closing for the weekend
        ("2026-01-09 15:00", 2 * HOUR, "2026-01-12 09:00"),
        ("2026-04-30 14:00", 2 * HOUR, "2026-05-04 08:00"),  # in summer, over the first of May
        ("2026-12-24 15:00", 2 * HOUR, "2026-12-28 09:00"),
        ("2026-12-31 15:00", HOUR, "2026-12-31 16:00"),  # the year's last hour
        ("2026-12-31 15:00", 2 * HOUR, "2027-01-01 09:00"),  # into the next year
        ("2026-01-10 10:00", 0 * HOUR, "2026-01-10 10:00"),  # nothing added on a Saturday
    ],
)
def test_adding_time_in_the_office(start: str, amount: timedelta, expected: str) -> None:
    assert OFFICE.add_business_time(utc(start), amount) == utc(expected)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-27 12:00", "2026-03-28 12:00", 8 * HOUR),
        ("2026-03-28 12:00", "2026-03-29 12:00", 7 * HOUR),  # 2:00 to 3:00 is skipped
        ("2026-10-24 12:00", "2026-10-25 12:00", 9 * HOUR),  # 2:00 to 3:00 comes twice
    ],
)
def test_a_night_in_which_the_clocks_are_set(start: str, end: str, expected: timedelta) -> None:
    assert NIGHTS.business_time_between(utc(start), utc(end)) == expected


def test_hours_that_lie_in_the_gap_or_come_twice() -> None:
    calendar = BusinessCalendar(zone="Europe/Berlin", weekly=hours("Sun", "2:00-2:30"))
    assert calendar.business_time_between(utc("2026-03-28"), utc("2026-03-30")) == 0 * HOUR
    assert calendar.business_time_between(utc("2026-10-24"), utc("2026-10-26")) == HOUR
    # Worked from 0:00 to 0:30 UTC, and from 1:00 to 1:30 again.
    assert calendar.add_business_time(utc("2026-10-24"), 0.75 * HOUR) == utc("2026-10-25 01:15")


def test_a_gap_of_half_an_hour_and_one_of_a_day() -> None:
    lord_howe = BusinessCalendar(zone="Australia/Lord_Howe", weekly=hours("Sun", "0:00-24:00"))
    assert lord_howe.business_time_between(utc("2026-10-03"), utc("2026-10-05")) == 23.5 * HOUR
    assert lord_howe.business_time_between(utc("2026-04-04"), utc("2026-04-06")) == 24.5 * HOUR
    apia = BusinessCalendar(zone="Pacific/Apia", weekly=hours("Fri", "0:00-24:00"))
    assert apia.business_time_between(utc("2011-12-25"), utc("2012-01-02")) == 0 * HOUR


def test_round_the_clock_is_the_default_and_all_time_is_working_time() -> None:
    calendar = BusinessCalendar()
    assert calendar.business_time_between(utc("2019-07-01"), utc("2026-07-01")) == 2_557 * DAY
    assert calendar.add_business_time(utc("2026-01-01"), 365 * DAY) == utc("2027-01-01")
    assert BusinessCalendar(zone="Africa/Casablanca").business_time_between(
        utc("2026-01-01"), utc("2027-01-01")
    ) == (365 * DAY)


def test_every_zone_in_every_notation_of_an_instant_answers_in_utc() -> None:
    local = utc("2026-01-05 08:00").astimezone(timezone(9 * HOUR))
    due = OFFICE.add_business_time(local, HOUR)
    assert (due, due.utcoffset()) == (utc("2026-01-05 09:00"), timedelta())
    assert OFFICE.add_business_time(local, timedelta()).utcoffset() == timedelta()


def test_calendars_are_values() -> None:
    shuffled = BusinessCalendar(
        zone=OFFICE.zone, weekly=tuple(reversed(OFFICE.weekly)), holidays=OFFICE.holidays
    )
    assert shuffled == OFFICE
    assert hash(shuffled) == hash(OFFICE)
    assert shuffled != NIGHTS


def test_the_first_and_the_last_instant() -> None:
    calendar, end = BusinessCalendar(), utc("2999-12-31 23:59:59.999999")
    assert calendar.business_time_between(utc("1970-01-01"), utc("1970-01-02")) == DAY
    assert calendar.business_time_between(end - HOUR, end) == HOUR
    assert calendar.add_business_time(end, HOUR) == end + HOUR


@pytest.mark.parametrize("instant", ["1969-12-31 23:59", "3000-01-01"])
def test_instants_beyond_the_calendar(instant: str) -> None:
    with pytest.raises(ValueError, match="1970 to 2999"):
        OFFICE.add_business_time(utc(instant), HOUR)


def test_what_makes_no_sense_is_refused() -> None:
    now = utc("2026-01-05")
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add_business_time(now, -HOUR)
    with pytest.raises(ValueError, match="before the start"):
        OFFICE.business_time_between(now, now - HOUR)
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.add_business_time(now.replace(tzinfo=None), HOUR)


def test_a_calendar_without_enough_working_time() -> None:
    mondays = frozenset(date(2026, 1, 5) + 7 * DAY * week for week in range(1_000))
    calendar = BusinessCalendar(weekly=hours("Mon", "9:00-17:00"), holidays=mondays)
    with pytest.raises(TooLittleWorkingTimeError) as caught:
        calendar.add_business_time(utc("2026-01-01"), HOUR)
    assert caught.value.facts == {"minutes": "60", "years": str(HORIZON_YEARS)}
    assert calendar.add_business_time(utc("2040-01-01"), HOUR) == utc("2045-03-06 10:00")
