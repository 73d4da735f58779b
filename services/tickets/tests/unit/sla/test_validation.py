"""What calendars and policies refuse, with the paths of what is wrong."""

from datetime import date, timedelta

import pytest

from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.calendar import MOST_HOLIDAYS, BusinessCalendar
from tickets_service.domain.sla.policy import DEFAULT_POLICIES, SlaPolicy
from tickets_service.domain.sla.week import MOST_INTERVALS, ROUND_THE_CLOCK, WeeklyInterval
from tickets_service.domain.violations import Violations

from .conftest import hours, utc

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOW = utc("2026-01-05")


def refused(violations: Violations) -> list[tuple[str, str]]:
    with pytest.raises(InvalidArgumentError) as caught:
        violations.refuse_if_any()
    return [(each.field, each.description) for each in caught.value.violations]


def interval(weekday: int, opens: int, closes: int) -> WeeklyInterval:
    return WeeklyInterval(weekday=weekday, opens=opens, closes=closes)


@pytest.mark.parametrize(
    ("weekly", "path", "fault"),
    [
        ([], "weekly", "must not be empty"),
        ([interval(0, 0, 1)] * (MOST_INTERVALS + 1), "weekly", "must be at most 100"),
        ([interval(-1, 0, 1)], "weekly[0].weekday", "must be between 0 (Monday) and 6 (Sunday)"),
        ([interval(7, 0, 1)], "weekly[0].weekday", "must be between 0 (Monday) and 6 (Sunday)"),
        ([interval(0, -1, 1)], "weekly[0].opens", "must be between 00:00 and 23:59"),
        ([interval(0, 0, 0)], "weekly[0].closes", "must be after opens, and at most 24:00"),
        ([interval(0, 60, 59)], "weekly[0].closes", "must be after opens, and at most 24:00"),
        ([interval(0, 0, 1_441)], "weekly[0].closes", "must be after opens, and at most 24:00"),
        (
            [interval(0, 60, 120), interval(1, 0, 9), interval(0, 0, 61)],
            "weekly[0]",
            "must not overlap another interval of its day",
        ),
        ([interval(6, 5, 9)] * 2, "weekly[1]", "must not overlap another interval of its day"),
    ],
)
def test_weeks(weekly: list[WeeklyInterval], path: str, fault: str) -> None:
    violations = Violations()
    BusinessCalendar.read(zone="UTC", weekly=weekly, holidays=set(), violations=violations)
    assert refused(violations) == [(f"calendar.{path}", fault)]
    with pytest.raises(ValueError, match="weekly"):
        BusinessCalendar(weekly=tuple(weekly))


@pytest.mark.parametrize(
    "zone", ["", "Europe", "Mars/Olympus", "../etc/passwd", "a" * 5_000, "UTC\0", "+02:00"]
)
def test_zones(zone: str) -> None:
    violations = Violations()
    BusinessCalendar.read(zone=zone, weekly=ROUND_THE_CLOCK, holidays=set(), violations=violations)
    assert refused(violations) == [("calendar.zone", "must be an IANA time zone, such as Europe/Berlin")]


def test_every_fault_is_told_at_once() -> None:
    violations = Violations()
    stand_in = BusinessCalendar.read(
        zone="?",
        weekly=[interval(9, -1, -1)],
        holidays={date(2026, 1, 1) + DAY * each for each in range(MOST_HOLIDAYS + 1)},
        violations=violations,
        path="policy.calendar",
    )
    assert stand_in == BusinessCalendar()
    assert [field for field, _ in refused(violations)] == [
        "policy.calendar.zone",
        "policy.calendar.weekly[0].weekday",
        "policy.calendar.weekly[0].opens",
        "policy.calendar.weekly[0].closes",
        "policy.calendar.holidays",
    ]


def test_a_sound_calendar_is_taken_and_sorted() -> None:
    violations = Violations()
    weekly = hours("Mon-Fri", "13:00-24:00", "0:00-13:00")  # they touch
    calendar = BusinessCalendar.read(
        zone="Asia/Kolkata", weekly=weekly, holidays={date(2026, 1, 26)}, violations=violations
    )
    violations.refuse_if_any()
    assert calendar == BusinessCalendar(
        zone="Asia/Kolkata", weekly=weekly, holidays=frozenset({date(2026, 1, 26)})
    )
    assert calendar.weekly == tuple(sorted(weekly))


def test_the_default_promises() -> None:
    hours_of = {
        priority: (policy.first_response / HOUR, policy.resolution / HOUR)
        for priority, policy in DEFAULT_POLICIES.items()
    }
    assert hours_of == {
        Priority.LOW: (24, 72),
        Priority.MEDIUM: (8, 24),
        Priority.HIGH: (1, 4),
        Priority.URGENT: (0.5, 2),
    }
    assert all(policy.calendar == BusinessCalendar() for policy in DEFAULT_POLICIES.values())


@pytest.mark.parametrize(
    ("first_response", "resolution", "faults"),
    [
        (timedelta(), HOUR, {"first_response": "must be between 1 minute and 366 days"}),
        (-HOUR, HOUR, {"first_response": "must be between 1 minute and 366 days"}),
        (HOUR, 367 * DAY, {"resolution": "must be between 1 minute and 366 days"}),
        (HOUR / 7, HOUR, {"first_response": "must be whole minutes"}),
        (2 * HOUR, HOUR, {"first_response": "must not be longer than resolution"}),
        (
            2 * HOUR,
            timedelta(),
            {
                "resolution": "must be between 1 minute and 366 days",
                "first_response": "must not be longer than resolution",
            },
        ),
    ],
)
def test_targets(first_response: timedelta, resolution: timedelta, faults: dict[str, str]) -> None:
    violations = Violations()
    SlaPolicy.read(
        first_response=first_response,
        resolution=resolution,
        calendar=BusinessCalendar(),
        now=NOW,
        violations=violations,
    )
    assert dict(refused(violations)) == {f"policy.{field}": text for field, text in faults.items()}
    with pytest.raises(ValueError, match="must"):
        SlaPolicy(first_response=first_response, resolution=resolution)


def test_a_target_that_the_calendar_never_reaches() -> None:
    violations = Violations()
    rare = BusinessCalendar(weekly=hours("Sun", "3:00-3:01"))
    for target in (HOUR, 10 * HOUR):  # 600 minutes are more than the Sundays of eleven years
        SlaPolicy.read(first_response=HOUR, resolution=target, calendar=rare, now=NOW, violations=violations)
    assert [field for field, _ in refused(violations)] == ["policy.resolution"]


@pytest.mark.parametrize("target", [timedelta(minutes=1), 366 * DAY])
def test_the_shortest_and_the_longest_target(target: timedelta) -> None:
    violations = Violations()
    read = SlaPolicy.read(
        first_response=target,
        resolution=target,
        calendar=BusinessCalendar(zone="Europe/Berlin"),
        now=NOW,
        violations=violations,
    )
    violations.refuse_if_any()
    assert read == SlaPolicy(
        first_response=target, resolution=target, calendar=BusinessCalendar(zone="Europe/Berlin")
    )
