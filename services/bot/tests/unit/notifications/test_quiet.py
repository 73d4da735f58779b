"""Quiet hours and digests by the clock of where somebody is, also in the nights when that is changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot_service.domain.notifications.quiet import NoticePreferences, QuietHours, zone_named

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = QuietHours(begins=22 * 60, ends=7 * 60)
NOON = QuietHours(begins=12 * 60, ends=13 * 60 + 30)
TWO = QuietHours(begins=60, ends=2 * 60 + 30)


def there(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "now", "end"),
    [
        (NIGHT, "2026-11-23 21:59", None),
        (NIGHT, "2026-11-23 22:00", "2026-11-24 07:00"),
        (NIGHT, "2026-11-24 06:59", "2026-11-24 07:00"),
        (NIGHT, "2026-11-24 07:00", None),
        (NOON, "2026-11-24 12:00", "2026-11-24 13:30"),
        (NOON, "2026-11-24 13:30", None),
        # The clocks go forward at 2:00 on March 29, back at 3:00 on October 25.
        (NIGHT, "2026-03-28 23:00", "2026-03-29 07:00"),
        (NIGHT, "2026-10-24 23:00", "2026-10-25 07:00"),
        (TWO, "2026-03-29 01:30", "2026-03-29 03:30"),
        (TWO, "2026-10-25 02:10", "2026-10-25 02:30"),
    ],
)
def test_quiet_hours_end(hours: QuietHours, now: str, end: str | None) -> None:
    assert hours.end_of(there(now), BERLIN) == (None if end is None else there(end))


def test_a_night_is_as_long_as_it_is() -> None:
    for day, hours in (("2026-03-28", 8), ("2026-10-24", 10), ("2026-11-23", 9)):
        begins = there(f"{day} 22:00").astimezone(UTC)
        assert NIGHT.end_of(begins, BERLIN) == begins + timedelta(hours=hours)


def test_an_hour_that_comes_twice_is_quiet_to_the_end_of_it() -> None:
    again = there("2026-10-25 02:10", fold=1)
    assert TWO.end_of(again, BERLIN) == again + timedelta(minutes=20)


@pytest.mark.parametrize(("begins", "ends"), [(1, 1), (-1, 5), (0, 1_440), (2_000, 1)])
def test_these_are_no_quiet_hours(begins: int, ends: int) -> None:
    with pytest.raises(ValueError, match="no quiet hours"):
        QuietHours(begins=begins, ends=ends)


@pytest.mark.parametrize(
    ("after", "following"),
    [
        ("2026-11-23 07:59", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-24 08:00"),
        ("2026-03-28 08:00", "2026-03-29 08:00"),
        ("2026-10-24 09:00", "2026-10-25 08:00"),
        ("2026-12-31 23:00", "2027-01-01 08:00"),
    ],
)
def test_a_digest_comes_once_a_day(after: str, following: str) -> None:
    chosen = NoticePreferences(digest_hour=8)
    assert chosen.next_digest(there(after), BERLIN) == there(following)


def test_a_digest_of_an_hour_that_is_left_out_or_comes_twice_comes_once() -> None:
    chosen = NoticePreferences(digest_hour=2)
    now, found = there("2026-03-27 12:00").astimezone(UTC), []
    for _ in range(3):
        now = chosen.next_digest(now, BERLIN) or now
        found.append(now.astimezone(BERLIN).strftime("%d %H:%M"))
    assert found == ["28 02:00", "29 03:00", "30 02:00"]
    first = chosen.next_digest(there("2026-10-25 00:00"), BERLIN)
    assert first is not None
    assert chosen.next_digest(first, BERLIN) == there("2026-10-26 02:00")


def test_nobody_who_wants_none_gets_a_digest() -> None:
    assert NoticePreferences().next_digest(there("2026-11-23 08:00"), BERLIN) is None


def test_what_is_no_zone_is_utc() -> None:
    assert zone_named("Mars/Base") is UTC
    assert zone_named("Europe/Berlin") == BERLIN
