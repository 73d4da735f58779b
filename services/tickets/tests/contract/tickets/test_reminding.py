"""Reporters whose answer is awaited are reminded by the passing of time, on every set of adapters."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from fixline_testing.beyond_types import of_kind
from tickets_service.application.commands.tickets.remind_reporters import Reminded
from tickets_service.application.ports.history.feed import BEGINNING
from tickets_service.application.views.changes import Reminder, StateChange
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.state import State
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.waiting import UNANSWERED_RESOLUTION
from tickets_testing.desk import Desk

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


async def waiting(desk: Desk) -> tuple[UserView, UserView, TicketView]:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.wait_for_reporter(await desk.take(await desk.create(ann), gus), gus)
    return ann, gus, ticket


async def reminders(desk: Desk, ticket: TicketView) -> list[Reminder]:
    kind = EventType.REPORTER_REMINDED
    return [of_kind(Reminder, event.change) for event in await desk.history(ticket) if event.type is kind]


async def test_twice_and_then_it_is_resolved(desk: Desk) -> None:
    ann, _, ticket = await waiting(desk)
    began = desk.clock.now()
    for days, expected in ((2, Reminded(1, 0)), (3, Reminded(1, 0)), (2, Reminded(0, 1))):
        desk.clock.advance(days * DAY - SECOND)
        assert await desk.do.workers.remind_reporters() == Reminded(0, 0)
        desk.clock.advance(SECOND)
        assert await desk.do.workers.remind_reporters() == expected
        assert await desk.do.workers.remind_reporters() == Reminded(0, 0)
    assert await reminders(desk, ticket) == [Reminder(1, began + 7 * DAY), Reminder(2, began + 7 * DAY)]
    shown = (await desk.settled(BEGINNING, EventType.REPORTER_REMINDED)).events
    assert [(event.actor, of_kind(Reminder, event.change).ordinal) for _, event in shown] == [
        ("system", 1),
        ("system", 2),
    ]
    assert [event for _, event in shown] == (await desk.events(ticket, ann)).items[-3:-1]
    resolved = await desk.stored(ticket)
    assert (resolved.state, resolved.resolution) == (State.RESOLVED, UNANSWERED_RESOLUTION)
    assert resolved.completed_at == desk.clock.now()
    last = (await desk.history(ticket))[-1]
    assert (last.actor, last.reason) == ("system", "not answered in time")
    assert last.change == StateChange(State.WAITING_REPORTER, State.RESOLVED)


async def test_resolved_so_it_goes_on_like_any_other(desk: Desk) -> None:
    ann, _, confirmed = await waiting(desk)
    gus = await desk.agent("Eva")
    others = []
    for _ in range(2):
        taken = await desk.take(await desk.create(ann), gus)
        others.append(await desk.wait_for_reporter(taken, gus))
    for _ in range(3):
        desk.clock.advance(3 * DAY)
        await desk.do.workers.remind_reporters()
    assert (await desk.confirm(confirmed, ann)).state is State.CLOSED
    assert (await desk.reopen(others[0], ann)).state is State.IN_PROGRESS
    desk.clock.advance(7 * DAY)
    assert await desk.do.workers.close_unanswered() == 1
    assert (await desk.stored(others[1])).state is State.CLOSED


async def test_an_answer_ends_it_and_the_count_begins_anew(desk: Desk) -> None:
    ann, gus, ticket = await waiting(desk)
    desk.clock.advance(2 * DAY)
    await desk.do.workers.remind_reporters()
    await desk.comment(ticket, ann, "The left one")
    desk.clock.advance(30 * DAY)
    assert await desk.do.workers.remind_reporters() == Reminded(0, 0)
    await desk.wait_for_reporter(ticket, gus)
    began = desk.clock.now()
    desk.clock.advance(DAY)
    assert await desk.do.workers.remind_reporters() == Reminded(0, 0)
    desk.clock.advance(DAY)
    assert await desk.do.workers.remind_reporters() == Reminded(1, 0)
    assert (await reminders(desk, ticket))[-1] == Reminder(1, began + 7 * DAY)


async def test_after_an_outage_no_two_steps_come_at_once(desk: Desk) -> None:
    _, _, ticket = await waiting(desk)
    desk.clock.advance(30 * DAY)
    now = desk.clock.now()
    assert await desk.do.workers.remind_reporters() == Reminded(1, 0)
    assert await reminders(desk, ticket) == [Reminder(1, now + 5 * DAY)]
    for expected in (Reminded(1, 0), Reminded(0, 1)):
        assert await desk.do.workers.remind_reporters() == Reminded(0, 0)
        desk.clock.advance(3 * DAY)
        assert await desk.do.workers.remind_reporters() == expected


async def test_who_waits_for_others_is_left_alone(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.wait_for_vendor(await desk.create(ann), gus)
    desk.clock.advance(30 * DAY)
    assert await desk.do.workers.remind_reporters() == Reminded(0, 0)
    assert await desk.stored(ticket) == ticket


async def test_in_batches_and_by_many_at_once_each_only_once(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    tickets = [await desk.wait_for_reporter(await desk.create(ann), gus) for _ in range(7)]
    remind = replace(desk.do.workers.remind_reporters, batch=2)
    for ordinal in (1, 2):
        desk.clock.advance(3 * DAY)
        await asyncio.gather(*(remind() for _ in range(3)))
        # A replica may have skipped what another held, and ended early: none is left after one more look.
        await remind()
        for ticket in tickets:
            assert [each.ordinal for each in await reminders(desk, ticket)] == list(range(1, ordinal + 1))
