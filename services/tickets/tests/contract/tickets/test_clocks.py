"""Where the SLA clocks of a ticket stand after each change, on every set of adapters."""

from datetime import timedelta

import pytest

from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.standing import SlaStanding
from tickets_testing.desk import Desk

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def test_a_new_ticket_has_both_promises_before_it(desk: Desk) -> None:
    ticket = await desk.create(await desk.person(), priority=Priority.HIGH)
    start = ticket.created_at
    assert ticket.sla == SlaStanding(
        revision=1,
        first_response_due_at=start + HOUR,
        resolution_due_at=start + 4 * HOUR,
        next_due_at=start + HOUR,
        next_alert_at=start + 45 * MINUTE,
    )
    assert await desk.stored(ticket) == ticket


async def test_taking_is_a_response(desk: Desk) -> None:
    ticket, gus = await desk.create(await desk.person(), priority=Priority.HIGH), await desk.agent()
    desk.clock.advance(10 * MINUTE)
    taken = await desk.take(ticket, gus)
    assert taken.sla.first_responded_at == ticket.created_at + 10 * MINUTE
    assert taken.sla.first_response_due_at == ticket.created_at + HOUR
    assert taken.sla.next_due_at == ticket.created_at + 4 * HOUR
    assert taken.sla.next_alert_at == ticket.created_at + 3 * HOUR
    assert await desk.stored(ticket) == taken


async def test_only_what_staff_say_in_public_is_a_response(desk: Desk) -> None:
    gus, eva, dot = await desk.agent(), await desk.agent("Eva"), await desk.staff(Role.DISPATCHER)
    ticket = await desk.create(gus)
    await desk.comment(ticket, gus, "I reported it")
    await desk.note(ticket, eva)
    await desk.assign(ticket, dot, to=eva)
    unanswered = await desk.stored(ticket)
    assert unanswered.sla == ticket.sla
    desk.clock.advance(MINUTE)
    said = await desk.comment(ticket, eva, "On my way")
    answered = await desk.stored(ticket)
    assert answered.sla.first_responded_at == ticket.created_at + MINUTE
    # Nothing of the ticket itself changed: whoever read it before may still change it.
    assert (answered.etag, answered.updated_at) == (unanswered.etag, unanswered.updated_at)
    assert said.ticket.sla == answered.sla
    desk.clock.advance(MINUTE)
    await desk.comment(ticket, eva, "Still on my way")
    assert (await desk.stored(ticket)).sla == answered.sla


@pytest.mark.parametrize("verb", ["wait_for_reporter", "wait_for_vendor"])
async def test_to_say_what_it_waits_for_is_a_response(desk: Desk, verb: str) -> None:
    ticket, gus = await desk.create(await desk.person(), priority=Priority.HIGH), await desk.agent()
    desk.clock.advance(10 * MINUTE)
    waiting = await getattr(desk, verb)(ticket, gus)
    assert waiting.sla.first_responded_at == ticket.created_at + 10 * MINUTE


async def test_waiting_moves_the_resolution(desk: Desk) -> None:
    ticket, gus = await desk.create(await desk.person(), priority=Priority.HIGH), await desk.agent()
    await desk.take(ticket, gus)
    desk.clock.advance(HOUR)
    waiting = await desk.wait_for_vendor(ticket, gus)
    assert (waiting.sla.resolution_due_at, waiting.sla.next_due_at, waiting.sla.next_alert_at) == (
        None,
        None,
        None,
    )
    desk.clock.advance(DAY)
    resumed = await desk.resume(ticket, gus)
    assert resumed.sla.resolution_due_at == ticket.created_at + DAY + 4 * HOUR
    desk.clock.advance(HOUR)
    resolved = await desk.resolve(ticket, gus)
    assert resolved.sla.resolution_stopped_at == resolved.completed_at
    assert resolved.sla.resolution_due_at == resumed.sla.resolution_due_at
    assert (resolved.sla.next_due_at, resolved.sla.next_alert_at) == (None, None)
    assert (await desk.stored(ticket)) == resolved
    reopened = await desk.reopen(ticket, gus)
    assert reopened.sla.resolution_stopped_at is None
    assert reopened.sla.resolution_due_at == resumed.sla.resolution_due_at


async def test_another_priority_counts_from_creation(desk: Desk) -> None:
    ticket, gus = await desk.create(await desk.person(), priority=Priority.LOW), await desk.agent()
    desk.clock.advance(HOUR)
    changed = await desk.update(ticket, gus, priority=Priority.URGENT, reason="It burns")
    assert changed.sla.first_response_due_at == ticket.created_at + 30 * MINUTE
    assert changed.sla.next_due_at == ticket.created_at + 30 * MINUTE
    again = await desk.update(ticket, gus, priority=Priority.LOW, reason="It does not")
    assert again.sla == ticket.sla
    assert (await desk.update(ticket, gus, title="Smoke")).sla == ticket.sla


@pytest.mark.parametrize("verb", ["cancel", "reject"])
async def test_what_is_dropped_is_not_due(desk: Desk, verb: str) -> None:
    ticket, boss = await desk.create(await desk.person()), await desk.staff(Role.ADMIN)
    desk.clock.advance(HOUR)
    dropped = await getattr(desk, verb)(ticket, boss)
    assert dropped.sla.first_responded_at is None
    assert dropped.sla.resolution_stopped_at == ticket.created_at + HOUR
    assert (dropped.sla.next_due_at, dropped.sla.next_alert_at) == (None, None)
