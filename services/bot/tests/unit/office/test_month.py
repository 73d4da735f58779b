"""Months: how they are written, and when people are first at work in one."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot_service.domain.office.office_hours import Interval
from bot_service.domain.office.reports.month import Month, month_in

WEEKDAYS = [Interval(day, 9 * 60 + 30, 18 * 60) for day in range(5)] + [Interval(0, 7 * 60, 8 * 60)]


def test_what_is_before_and_after() -> None:
    assert Month(2026, 1).before == Month(2025, 12)
    assert Month(2025, 12).after == Month(2026, 1)
    assert Month(2026, 2).after == Month(2026, 3)
    assert Month.of(date(2026, 2, 28)) == Month(2026, 2)
    assert str(Month(2026, 2)) == "2026-02"
    assert Month(2026, 2) < Month(2026, 10) < Month(2027, 1)


@pytest.mark.parametrize("written", ["2026-10", " 10.2026 ", "2026.10", "10/2026", "2026/10"])
def test_written_months_are_read(written: str) -> None:
    assert month_in(written) == Month(2026, 10)


@pytest.mark.parametrize(
    "written", ["", "2026", "10", "2026-13", "0.2026", "9999-12", "1969-12", "26-10", "x"]
)
def test_anything_else_is_none(written: str) -> None:
    assert month_in(written) is None


@pytest.mark.parametrize(
    ("month", "zone", "opening"),
    [
        # A Friday.
        (Month(2027, 1), "Europe/Berlin", datetime(2027, 1, 4, 6, 0, tzinfo=UTC)),
        # A Tuesday, in summer.
        (Month(2027, 6), "Europe/Berlin", datetime(2027, 6, 1, 7, 30, tzinfo=UTC)),
        # A Sunday; on Mondays the day begins earlier.
        (Month(2027, 8), "UTC", datetime(2027, 8, 2, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_first_opening(month: Month, zone: str, opening: datetime) -> None:
    assert month.opens(ZoneInfo(zone), WEEKDAYS, [date(2027, 1, 1)]) == opening


def test_nobody_is_ever_at_work() -> None:
    nine = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)
    assert Month(2026, 12).opens(ZoneInfo("Asia/Vladivostok"), (), ()) == nine.replace(hour=23)
    off = [date(2026, 12, day) for day in range(1, 32)]
    assert Month(2026, 12).opens(UTC, WEEKDAYS, off) == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def test_a_month_begins_by_the_clocks_of_its_zone() -> None:
    assert Month(2026, 12).begins(ZoneInfo("Europe/Moscow")) == datetime(2026, 11, 30, 21, 0, tzinfo=UTC)
