"""How the desk does: the same figures on every set of adapters."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

import pytest

from fixline_testing.beyond_types import loosely
from tickets_service.application.queries.reports.get_statistics import GetStatistics, Report
from tickets_service.application.views.people import UserView
from tickets_service.application.views.reports import (
    AssigneeFigures,
    Durations,
    LocationFigures,
    PriorityFigures,
    Promise,
)
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import PermissionDeniedError
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class ReadStatistics(Protocol):
    async def __call__(self, by: Doer = None, **query: object) -> Report: ...


@pytest.fixture
def statistics(desk: Desk) -> ReadStatistics:
    async def read(by: Doer = None, **query: object) -> Report:
        asked = loosely(GetStatistics, principal=desk.as_(by), **query)
        found = await desk.do.reports.get_statistics(asked)
        assert len(found.days) == len(found.statistics.created_by_day)
        return found

    return read


async def worked_on(desk: Desk) -> tuple[UserView, UserView]:
    """Five tickets of one morning; Gus resolves two, after one and three hours, and Eva has one."""
    ann, gus, eva = await desk.person(), await desk.agent("Gus"), await desk.agent("Eva")
    quick, slow, taken, waiting = [
        await desk.create(ann, location_node=node, priority=priority)
        for node, priority in (
            ("R1", Priority.LOW),
            ("R1", Priority.URGENT),
            ("R2", Priority.MEDIUM),
            ("HQ-2", Priority.MEDIUM),
        )
    ]
    nowhere = await desk.create(ann)
    desk.clock.advance(HOUR)
    for ticket, who in ((quick, gus), (slow, gus), (taken, eva)):
        await desk.take(ticket, who)
    await desk.resolve(quick, gus)
    desk.clock.advance(2 * HOUR)
    await desk.resolve(slow, gus)
    await desk.rate(slow, ann, stars=4)
    await desk.rate(quick, ann, stars=5)
    await desk.cancel(nowhere, ann)
    assert waiting.location_node == "HQ-2"
    return gus, eva


@pytest.mark.usefixtures("campus")
async def test_figures(desk: Desk, statistics: ReadStatistics) -> None:
    gus, eva = await worked_on(desk)
    desk.clock.advance(timedelta(seconds=1))
    found = (await statistics(await desk.staff(Role.AUDITOR))).statistics
    assert found.tickets == 5
    assert found.states == {State.RESOLVED: 2, State.IN_PROGRESS: 1, State.OPEN: 1, State.CANCELLED: 1}
    # URGENT promises half an hour and two hours; a cancelled ticket is in neither.
    promised = {
        Priority.LOW: (1, Promise(kept=1, missed=0, open=0), Promise(kept=1, missed=0, open=0)),
        Priority.MEDIUM: (3, Promise(kept=1, missed=0, open=1), Promise(kept=0, missed=0, open=2)),
        Priority.URGENT: (1, Promise(kept=0, missed=1, open=0), Promise(kept=0, missed=1, open=0)),
    }
    assert found.priorities == {
        priority: PriorityFigures(
            tickets=tickets, first_response_promise=answers, resolution_promise=solutions
        )
        for priority, (tickets, answers, solutions) in promised.items()
    }
    assert found.stars == {4: 1, 5: 1}
    assert found.locations == [
        LocationFigures(code="R1", tickets=2),
        LocationFigures(code="HQ-2", tickets=1),
        LocationFigures(code="R2", tickets=1),
    ]
    assert found.without_location == 1
    assert found.first_response == Durations(tickets=3, p50=HOUR, p90=HOUR)
    assert found.resolution == Durations(tickets=2, p50=2 * HOUR, p90=timedelta(hours=2, minutes=48))
    assert found.first_response_promise == Promise(kept=2, missed=1, open=1)
    assert found.resolution_promise == Promise(kept=1, missed=1, open=2)
    assert found.assignees == [
        AssigneeFigures(
            assignee_id=gus.id,
            open=0,
            resolved=2,
            resolution_p50=2 * HOUR,
            ratings=2,
            rating_average=4.5,
        ),
        AssigneeFigures(
            assignee_id=eva.id, open=1, resolved=0, resolution_p50=None, ratings=0, rating_average=None
        ),
    ]
    assert (sum(found.created_by_day), sum(found.resolved_by_day)) == (5, 2)


@pytest.mark.usefixtures("campus")
async def test_promises_that_are_overdue(desk: Desk, statistics: ReadStatistics) -> None:
    await worked_on(desk)
    desk.clock.advance(10 * DAY)
    found = (await statistics()).statistics
    assert found.first_response_promise == Promise(kept=2, missed=2, open=0)
    assert found.resolution_promise == Promise(kept=1, missed=3, open=0)


async def test_dropped_too_late_is_missed(desk: Desk, statistics: ReadStatistics) -> None:
    ann = await desk.person()
    ticket = await desk.create(ann, priority=Priority.URGENT)
    desk.clock.advance(DAY)
    await desk.cancel(ticket, ann)
    found = (await statistics(created_from=ticket.created_at)).statistics
    missed = Promise(kept=0, missed=1, open=0)
    assert (found.first_response_promise, found.resolution_promise) == (missed, missed)


async def test_waiting_stops_the_clock(desk: Desk, statistics: ReadStatistics) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann, priority=Priority.URGENT)
    await desk.take(ticket, gus)
    await desk.wait_for_vendor(ticket, gus)
    desk.clock.advance(DAY)
    found = (await statistics()).statistics
    assert found.resolution_promise == Promise(kept=0, missed=0, open=1)


@pytest.mark.usefixtures("campus")
async def test_inside_of_a_location(desk: Desk, statistics: ReadStatistics) -> None:
    gus, _ = await worked_on(desk)
    desk.clock.advance(timedelta(seconds=1))
    for code, tickets in (("HQ", 3), ("F1", 3), ("R1", 2), ("HQ-2", 1), ("B2", 0)):
        found = (await statistics(location_node=code)).statistics
        assert (found.tickets, found.without_location) == (tickets, 0), code
        assert sum(each.tickets for each in found.locations) == tickets
        assert sum(found.resolved_by_day) == (2 if tickets > 1 else 0)
    with pytest.raises(InvalidArgumentError) as caught:
        await statistics(location_node="NOWHERE")
    assert [each.field for each in caught.value.violations] == ["location_node"]
    (only,) = (await statistics(location_node="R1", most=1)).statistics.assignees
    assert only.assignee_id == gus.id
    assert len((await statistics(most=2)).statistics.locations) == 2


async def test_days(desk: Desk, statistics: ReadStatistics) -> None:
    ann, gus = await desk.person(), await desk.agent()
    start = desk.clock.now().replace(hour=0)
    desk.clock.advance(timedelta(hours=13, minutes=59))  # 22:59 UTC, 23:59 in Berlin
    early = await desk.create(ann)
    desk.clock.advance(timedelta(minutes=2))
    await desk.create(ann)
    desk.clock.advance(2 * DAY)
    await desk.resolve(early, gus)
    end = start + 3 * DAY
    berlin = await statistics(created_from=start, created_before=end, time_zone="Europe/Berlin")
    assert berlin.days == [date(2026, 1, day) for day in (5, 6, 7, 8)]
    assert berlin.statistics.created_by_day == [1, 1, 0, 0]
    assert berlin.statistics.resolved_by_day == [0, 0, 0, 1]
    utc = await statistics(created_from=start, created_before=end)
    assert utc.days == [date(2026, 1, day) for day in (5, 6, 7)]
    assert (utc.statistics.created_by_day, utc.statistics.resolved_by_day) == ([2, 0, 0], [0, 0, 1])
    # What was created before counts where it was resolved.
    later = await statistics(created_from=start + 2 * DAY, created_before=start + 3 * DAY)
    assert (later.statistics.tickets, later.statistics.resolved_by_day) == (0, [1])
    cut = await statistics(created_from=early.created_at, created_before=early.created_at + HOUR / 60)
    assert (cut.statistics.tickets, cut.statistics.created_by_day) == (1, [1])


async def test_days_of_a_year_with_changes_of_the_clock(statistics: ReadStatistics) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for zone in ("Europe/Berlin", "America/Havana", "Pacific/Apia", "Asia/Beirut", "UTC"):
        found = await statistics(created_from=start, created_before=start + 366 * DAY, time_zone=zone)
        assert len(found.days) == 366 + (zone != "UTC"), zone


@pytest.mark.parametrize(
    ("zone", "never"), [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))]
)
async def test_a_day_that_never_was_is_not_listed(statistics: ReadStatistics, zone: str, never: date) -> None:
    """Both crossed the date line."""
    around = datetime.combine(never, time(12), UTC)
    found = await statistics(created_from=around - 3 * DAY, created_before=around + 3 * DAY, time_zone=zone)
    listed = [found.days[0] + number * DAY for number in range((found.days[-1] - found.days[0]).days + 1)]
    assert found.days == [day for day in listed if day != never]
    assert never in listed
    assert len(found.statistics.created_by_day) == len(found.days)


async def test_nothing(statistics: ReadStatistics) -> None:
    found = (await statistics()).statistics
    nothing, none = Durations(tickets=0, p50=None, p90=None), Promise(kept=0, missed=0, open=0)
    assert (found.tickets, found.states, found.priorities, found.assignees) == (0, {}, {}, [])
    assert (found.first_response, found.resolution_promise, found.stars) == (nothing, none, {})
    assert len(found.created_by_day) == 31


async def test_bad_questions(desk: Desk, statistics: ReadStatistics) -> None:
    now = desk.clock.now()
    for query, field in (
        ({"created_from": now}, "created_before"),
        ({"created_from": now, "created_before": now - DAY}, "created_before"),
        ({"created_from": now - 367 * DAY}, "created_before"),
        ({"created_from": datetime(1969, 1, 1, tzinfo=UTC), "created_before": now - DAY}, "created_from"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"most": -1}, "most"),
    ):
        with pytest.raises(InvalidArgumentError) as caught:
            await loosely(statistics, **query)
        assert field in [each.field for each in caught.value.violations]
    for role in (Role.USER, Role.AGENT):
        with pytest.raises(PermissionDeniedError):
            await statistics(await desk.staff(role))
