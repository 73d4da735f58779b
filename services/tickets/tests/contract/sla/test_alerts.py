"""Alerts, and reckoning anew after policies changed, on every set of adapters."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from fixline_testing.beyond_types import of_kind
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from tickets_service.application.commands.sla.review_clocks import ClockReview
from tickets_service.application.commands.sla.update_policy import UpdateSlaPolicy
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.alerts import Alert
from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.clock import ClockKind
from tickets_service.domain.sla.policies import SlaPolicies, UsablePolicies
from tickets_service.domain.sla.policy import SlaPolicy
from tickets_service.domain.sla.standing import SlaStanding
from tickets_service.domain.sla.week import WeeklyInterval
from tickets_service.domain.tickets.events import EventType
from tickets_testing.desk import Desk

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST, RESOLUTION = ClockKind.FIRST_RESPONSE, ClockKind.RESOLUTION


async def alerts(desk: Desk, ticket: TicketView) -> list[tuple[ClockKind, int, datetime, bool]]:
    return [
        (alert.key.clock, int(alert.key.threshold), alert.reached_at, alert.superseded)
        for event in await desk.history(ticket)
        if event.type is EventType.SLA_ALERT
        for alert in [of_kind(Alert, event.change)]
    ]


async def promise(desk: Desk, priority: Priority, first: timedelta, resolution: timedelta) -> None:
    boss = await desk.staff(Role.ADMIN)
    policy = UpdateSlaPolicy(
        principal=desk.as_(boss),
        priority=priority,
        first_response_seconds=first.total_seconds(),
        resolution_seconds=resolution.total_seconds(),
        calendar="24x7",
        request_id="0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11",
    )
    await desk.do.sla.update_sla_policy(policy)


async def break_policies(desk: Desk) -> None:
    """Leave one minute a week to work in, and targets of a year: what nobody can set."""
    if desk.database is None:
        usable = UsablePolicies()
        for priority in Priority:
            usable[priority] = SlaPolicy(
                first_response=366 * DAY,
                resolution=366 * DAY,
                calendar=BusinessCalendar(weekly=(WeeklyInterval(weekday=0, opens=0, closes=1),)),
            )
        desk.store.sla.applied = SlaPolicies(revision=2, by_priority=usable)
        return
    await desk.execute("DELETE FROM sla_intervals")
    await desk.execute("INSERT INTO sla_intervals SELECT id, 0, 0, 1 FROM sla_calendars")
    await desk.execute("UPDATE sla_policies SET first_response_minutes = 527040, resolution_minutes = 527040")
    await desk.execute("UPDATE sla_revision SET revision = 2")


async def test_each_alert_comes_when_it_is_due_and_once(desk: Desk) -> None:
    ticket = await desk.create(await desk.person(), priority=Priority.HIGH)
    start = ticket.created_at
    assert await desk.do.workers.review_clocks() == ClockReview()
    told = []
    for minutes, threshold in ((45, 75), (54, 90), (60, 100)):
        desk.clock.advance(start + minutes * MINUTE - desk.clock.now())
        told.append((FIRST, threshold, desk.clock.now(), False))
        assert (await desk.do.workers.review_clocks()).alerts == 1
        assert (await desk.do.workers.review_clocks()).alerts == 0
        assert await alerts(desk, ticket) == told
    events = [event for event in await desk.history(ticket) if event.type is EventType.SLA_ALERT]
    assert {event.actor for event in events} == {"system"}
    stored = await desk.stored(ticket)
    assert stored.sla.next_alert_at == start + 3 * HOUR
    # A warning is no change of the ticket: whoever read it before may still change it.
    assert replace(stored, sla=ticket.sla) == ticket


async def test_a_worker_that_was_away_tells_everything(desk: Desk) -> None:
    ticket, gus = await desk.create(await desk.person(), priority=Priority.HIGH), await desk.agent()
    start = ticket.created_at
    desk.clock.advance(10 * HOUR)
    assert (await desk.do.workers.review_clocks()).alerts == 6
    assert await alerts(desk, ticket) == [
        (FIRST, 75, start + 45 * MINUTE, True),
        (FIRST, 90, start + 54 * MINUTE, True),
        (FIRST, 100, start + HOUR, False),
        (RESOLUTION, 75, start + 3 * HOUR, True),
        (RESOLUTION, 90, start + 216 * MINUTE, True),
        (RESOLUTION, 100, start + 4 * HOUR, False),
    ]
    assert (await desk.stored(ticket)).sla.next_alert_at is None
    # What was told stays told, whatever happens to the ticket.
    await desk.update(ticket, gus, priority=Priority.LOW, reason="Not so bad")
    await desk.update(ticket, gus, priority=Priority.URGENT, reason="It is")
    assert (await desk.do.workers.review_clocks()).alerts == 0


async def test_a_breach_is_told_even_when_the_work_is_done(desk: Desk) -> None:
    ticket, gus = await desk.create(await desk.person(), priority=Priority.HIGH), await desk.agent()
    desk.clock.advance(5 * HOUR)
    resolved = await desk.resolve(ticket, gus)
    assert resolved.sla.next_alert_at is not None
    await desk.do.workers.review_clocks()
    assert [told[:2] for told in await alerts(desk, ticket)] == [(FIRST, 100), (RESOLUTION, 100)]


async def test_many_tickets_in_batches(desk: Desk) -> None:
    ann = await desk.person()
    tickets = [await desk.create(ann, priority=Priority.HIGH) for _ in range(5)]
    desk.clock.advance(45 * MINUTE)
    few = replace(desk.do.workers.review_clocks, batch=2, batches=1)
    assert await few() == ClockReview(alerts=2, tickets=2, unfinished=True)
    assert (await few()).unfinished
    assert await few() == ClockReview(alerts=1, tickets=1)
    for ticket in tickets:
        assert len(await alerts(desk, ticket)) == 1


async def test_other_policies_move_what_has_not_happened(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    open_, taken, done, other = [
        await desk.create(ann, priority=priority)
        for priority in (Priority.HIGH, Priority.HIGH, Priority.HIGH, Priority.LOW)
    ]
    start = open_.created_at
    desk.clock.advance(50 * MINUTE)
    await desk.take(taken, gus)
    before = await desk.resolve(done, gus)
    await promise(desk, Priority.HIGH, 10 * MINUTE, 2 * HOUR)
    assert (await desk.create(ann, priority=Priority.HIGH)).sla.revision == 2
    review = await desk.do.workers.review_clocks()
    assert (review.tickets, review.failed, review.unfinished) == (3, [], False)

    moved = (await desk.stored(open_)).sla
    assert (moved.revision, moved.first_response_due_at) == (2, start + 10 * MINUTE)
    assert moved.resolution_due_at == start + 2 * HOUR
    # It was answered in time by what was promised then: no new promise breaks that.
    kept = (await desk.stored(taken)).sla
    assert kept.first_response_due_at == start + HOUR
    assert kept.resolution_due_at == start + 2 * HOUR
    assert await alerts(desk, taken) == []
    assert (await desk.stored(done)).sla == before.sla
    assert (await desk.confirm(done, ann)).sla.resolution_due_at == before.sla.resolution_due_at
    unmoved = (await desk.stored(other)).sla
    assert replace(unmoved, revision=1) == other.sla
    assert [told[1] for told in await alerts(desk, open_)] == [75, 90, 100]
    assert await desk.do.workers.review_clocks() == ClockReview()


async def test_one_that_cannot_be_computed_keeps_nobody_waiting(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann, priority=Priority.HIGH)
    desk.clock.advance(MINUTE)
    await desk.take(ticket, gus)
    await break_policies(desk)
    review = await desk.do.workers.review_clocks()
    assert review.failed == [(ticket.id, "TOO_LITTLE_WORKING_TIME")]
    assert (await desk.stored(ticket)).sla == SlaStanding(
        revision=2,
        first_responded_at=ticket.created_at + MINUTE,
        first_response_due_at=None,
    )
    # It is left alone until the policies change.
    assert await desk.do.workers.review_clocks() == ClockReview()


async def test_the_policies_lack_a_zone_of_this_machine(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ticket = await desk.create(await desk.person())
    await desk.execute("UPDATE sla_calendars SET zone = 'Mars/Base'")
    await desk.execute("UPDATE sla_revision SET revision = 2")
    review = await desk.do.workers.review_clocks()
    assert review.failed == [(ticket.id, "SLA_POLICY_UNUSABLE")]
    # Commands go on, and leave it to the worker.
    of_kind(SqlAlchemyUnitOfWorkFactory, desk.ports.unit_of_work)._known.forget()
    created = await desk.create(await desk.person())
    assert (created.sla, created.sla.known) == (SlaStanding(), False)
    await desk.execute("UPDATE sla_calendars SET zone = 'UTC'")
    await desk.execute("UPDATE sla_revision SET revision = 3")
    assert (await desk.do.workers.review_clocks()).failed == []
    assert (await desk.stored(created)).sla.resolution_due_at == created.created_at + DAY


@pytest.mark.parametrize("done", [False, True])
async def test_a_ticket_from_before_there_were_clocks(postgres_desk: Desk, done: bool) -> None:
    desk = postgres_desk
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann, priority=Priority.HIGH)
    desk.clock.advance(MINUTE)
    await desk.comment(ticket, gus, "On my way")
    desk.clock.advance(MINUTE)
    await desk.update(ticket, gus, priority=Priority.LOW, reason="Not so bad")
    desk.clock.advance(30 * DAY)
    if done:
        await desk.resolve(ticket, gus)
    expected = (await desk.stored(ticket)).sla
    await desk.execute(
        "UPDATE requests SET sla_facts = NULL, sla_revision = 0, first_responded_at = NULL,"
        " first_response_due_at = NULL, resolution_stopped_at = NULL, resolution_due_at = NULL,"
        " sla_due_at = NULL, sla_next_alert_at = NULL"
    )
    await desk.execute("ALTER TABLE history DISABLE TRIGGER append_only")
    await desk.execute("UPDATE history SET change = change - 'priority' - 'by_staff'")
    await desk.execute("ALTER TABLE history ENABLE TRIGGER append_only")
    assert (await desk.update(ticket, gus, title="Smoke")).sla == SlaStanding()
    review = await desk.do.workers.review_clocks()
    assert review.tickets == 1
    found = (await desk.stored(ticket)).sla
    assert replace(found, next_alert_at=None) == replace(expected, next_alert_at=None)
    # Nobody wants to hear of what was done long ago.
    assert [told[:2] for told in await alerts(desk, ticket)] == (
        [] if done else [(RESOLUTION, 75), (RESOLUTION, 90), (RESOLUTION, 100)]
    )
    assert await desk.do.workers.review_clocks() == ClockReview()


async def test_an_imported_ticket_without_a_history(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ann = await desk.person()
    start = desk.clock.now()
    desk.clock.advance(DAY)
    await desk.execute(
        "INSERT INTO requests (user_id, title, status, priority, created_at, updated_at) VALUES"
        " (:ann, 'Lamp', 'WAITING_VENDOR', 'HIGH', :start, :later)",
        ann=ann.id,
        start=start,
        later=start + HOUR,
    )
    assert (await desk.do.workers.review_clocks()).tickets == 1
    async with desk.engine.connect() as connection:
        found = await connection.execute(
            text("SELECT first_response_due_at, resolution_due_at, sla_due_at FROM requests")
        )
        assert found.one() == (start + HOUR, None, start + HOUR)
