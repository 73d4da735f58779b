"""Values as older systems write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tickets_service.adapters.outbound.moving.values import read_id, read_moment, read_yes
from tickets_service.domain.errors import Violation

AT = datetime(2024, 3, 9, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("", None),
        ("2024-03-09 14:05", AT),
        (" 2024-03-09T14:05:00Z ", AT),
        ("2024-03-09 17:05:00.000+03", AT),
        ("09.03.2024 14:05", AT),
        ("9.3.2024, 14:05:00", AT),
        ("09.03.2024", AT.replace(hour=0, minute=0)),
        ("2024-03-09", AT.replace(hour=0, minute=0)),
        # What many systems write for none; east of Greenwich it is a time that nothing can hold.
        ("0001-01-01 00:00:00", None),
        ("01.01.0001 00:00", None),
    ],
)
def test_moments(raw: str, moment: datetime | None) -> None:
    faults: list[Violation] = []
    assert read_moment(raw, "created_at", faults) == moment
    assert faults == []


def test_a_moment_without_an_offset_is_of_the_zone() -> None:
    moment = read_moment("09.03.2024 17:05", "created_at", [], zone=ZoneInfo("Europe/Moscow"))
    assert moment == AT


@pytest.mark.parametrize(
    "raw",
    [
        "yesterday",
        "31.02.2024",
        "2024-13-01",
        "infinity",
        "0044-03-15 00:00:00+00 BC",
        "09.03.24",
        "9/3/2024",
    ],
)
def test_what_is_no_moment(raw: str) -> None:
    faults: list[Violation] = []
    assert read_moment(raw, "created_at", faults) is None
    assert [each.field for each in faults] == ["created_at"]


@pytest.mark.parametrize(
    ("raw", "yes"),
    [("", True), (" Ja ", True), ("t", True), ("f", False), ("FALSCH", False), ("Нет", False), ("0", False)],
)
def test_yes_and_no(raw: str, yes: bool) -> None:
    faults: list[Violation] = []
    assert read_yes(raw, "active", faults) is yes
    assert faults == []


def test_what_is_neither_yes_nor_no() -> None:
    faults: list[Violation] = []
    read_yes("inactive", "active", faults)
    assert [f"{each.field} {each.description}" for each in faults] == [
        "active must be yes or no, is 'inactive'"
    ]


def test_ids() -> None:
    faults: list[Violation] = []
    assert [read_id(raw, "telegram_id", faults) for raw in ("", " 17 ", "-5")] == [None, 17, -5]
    assert faults == []
    assert [read_id(raw, "telegram_id", faults) for raw in ("@ann", "1.5", "1" * 30, "٣")] == [None] * 4
    assert len(faults) == 4
