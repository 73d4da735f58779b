"""What staff do with tickets, on every set of adapters."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tickets_service.application.ports.history.feed import BEGINNING
from tickets_service.application.ports.tickets.reader import Listing
from tickets_service.application.queries.tickets.list_tickets import ListTickets
from tickets_service.application.views.changes import AssigneeChange, FieldsUpdated, Reopening, StateChange
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import (
    AssigneeNotEligibleError,
    PermissionDeniedError,
    UserNotFoundError,
)
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.errors import (
    ReopenWindowOverError,
    TicketStaleError,
    TransitionNotAllowedError,
)
from tickets_service.domain.tickets.events import EventType, FieldChange
from tickets_testing.desk import Desk


async def test_assigned_and_released(desk: Desk) -> None:
    ann, gus, dot = await desk.person(), await desk.agent(), await desk.staff(Role.DISPATCHER)
    ticket = await desk.create(ann)
    assigned = await desk.assign(ticket, dot, to=gus, reason="knows lamps")
    assert (assigned.state, assigned.assignee_id) == (State.OPEN, gus.id)
    event = (await desk.history(ticket))[-1]
    assert (event.type, event.actor, event.reason, event.change) == (
        EventType.TICKET_ASSIGNED,
        f"users/{dot.id}",
        "knows lamps",
        AssigneeChange(None, gus.id),
    )
    assert (await desk.take(ticket, gus)).state is State.IN_PROGRESS
    released = await desk.release(ticket, gus, reason="ill")
    assert (released.state, released.assignee_id) == (State.OPEN, None)
    assert await desk.stored(ticket) == released
    assert [event.change for event in (await desk.history(ticket))[-2:]] == [
        AssigneeChange(gus.id, None),
        StateChange(State.IN_PROGRESS, State.OPEN),
    ]


async def test_who_can_be_assigned(desk: Desk) -> None:
    ann, dot = await desk.person(), await desk.staff(Role.DISPATCHER)
    gone, auditor = await desk.agent(), await desk.staff(Role.AUDITOR)
    await desk.deactivate(gone.id)
    ticket = await desk.create(ann)
    for nobody in (ann, gone, auditor):
        with pytest.raises(AssigneeNotEligibleError):
            await desk.assign(ticket, dot, to=nobody)
    with pytest.raises(UserNotFoundError):
        await desk.assign(ticket, dot, to=replace(dot, id=UserId(4711)))
    with pytest.raises(PermissionDeniedError):
        await desk.assign(ticket, ann, to=dot)
    assert await desk.stored(ticket) == ticket


async def test_waiting(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.take(await desk.create(ann), gus)
    waiting = await desk.wait_for_reporter(ticket, gus, reason="Which lamp?")
    assert waiting.state is State.WAITING_REPORTER
    assert (await desk.history(ticket))[-1].reason == "Which lamp?"
    assert (await desk.comment(ticket, ann, "The left one")).ticket.state is State.IN_PROGRESS
    assert (await desk.wait_for_vendor(ticket, gus)).state is State.WAITING_VENDOR
    with pytest.raises(TransitionNotAllowedError):
        await desk.wait_for_reporter(ticket, gus)
    assert (await desk.resume(ticket, gus)).state is State.IN_PROGRESS
    with pytest.raises(TransitionNotAllowedError):
        await desk.resume(ticket, gus)


async def test_rejected_and_cancelled(desk: Desk) -> None:
    ann, gus, dot = await desk.person(), await desk.agent(), await desk.staff(Role.DISPATCHER)
    rejected = await desk.create(ann)
    with pytest.raises(InvalidArgumentError):
        await desk.reject(rejected, gus, reason=" ")
    assert (await desk.reject(rejected, gus, reason="Not ours")).state is State.REJECTED
    cancelled = await desk.create(ann)
    with pytest.raises(PermissionDeniedError):
        await desk.cancel(cancelled, gus)
    assert (await desk.cancel(cancelled, ann, reason="Found it")).state is State.CANCELLED
    assert (await desk.cancel(await desk.create(ann), dot)).completed_at is None
    with pytest.raises(TransitionNotAllowedError):
        await desk.cancel(cancelled, ann)


async def test_resolved_with_a_note_and_reopened(desk: Desk) -> None:
    ann, gus, boss = await desk.person(), await desk.agent(), await desk.staff(Role.ADMIN)
    ticket = await desk.take(await desk.create(ann), gus)
    resolved = await desk.resolve(ticket, gus, resolution=" New bulb ")
    assert resolved.resolution == "New bulb"
    desk.clock.advance(timedelta(days=14))
    reopened = await desk.reopen(ticket, ann, reason="Dark again")
    assert (reopened.state, reopened.reopen_count, reopened.resolution) == (State.IN_PROGRESS, 1, "")
    assert reopened.completed_at is None
    assert await desk.stored(ticket) == reopened
    assert [event.change for event in (await desk.history(ticket))[-2:]] == [
        StateChange(State.RESOLVED, State.IN_PROGRESS),
        Reopening(1),
    ]
    await desk.resolve(ticket, gus)
    desk.clock.advance(timedelta(days=15))
    with pytest.raises(ReopenWindowOverError):
        await desk.reopen(ticket, ann)
    await desk.confirm(ticket, ann)
    for somebody in (ann, gus):
        with pytest.raises(TransitionNotAllowedError):
            await desk.reopen(ticket, somebody, reason="Dark")
    assert (await desk.reopen(ticket, boss, reason="Dark")).reopen_count == 2


async def test_updates_say_what_changed(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann, location="Room 7", priority=Priority.LOW)
    updated = await desk.update(
        ticket, gus, title="Lamp smokes", priority=Priority.URGENT, reason="Fire", etag=ticket.etag
    )
    assert (updated.title, updated.priority, updated.location) == ("Lamp smokes", Priority.URGENT, "Room 7")
    event = (await desk.history(ticket))[-1]
    assert (event.type, event.reason) == (EventType.TICKET_UPDATED, "Fire")
    assert event.change == FieldsUpdated(
        (FieldChange("title", ticket.title, "Lamp smokes"), FieldChange("priority", "LOW", "URGENT"))
    )
    (shown,) = (await desk.settled(BEGINNING, EventType.TICKET_UPDATED)).events
    assert shown[1] == event
    with pytest.raises(TicketStaleError):
        await desk.update(ticket, gus, title="Lamp", etag=ticket.etag)
    with pytest.raises(InvalidArgumentError) as caught:
        await desk.update(ticket, gus, title="", priority=Priority.LOW)
    assert [each.field for each in caught.value.violations] == ["ticket.title", "reason"]
    assert await desk.update(ticket, gus, title="Lamp smokes") == updated
    assert len(await desk.history(ticket)) == 2


async def test_every_verb_repeated_gives_its_first_answer(desk: Desk) -> None:
    ann, gus, dot = await desk.person(), await desk.agent(), await desk.staff(Role.DISPATCHER)
    ticket = await desk.create(ann)
    keys = [str(uuid4()) for _ in range(9)]

    async def story() -> list[TicketView]:
        return [
            await desk.assign(ticket, dot, to=gus, request_id=keys[0]),
            await desk.wait_for_vendor(ticket, gus, request_id=keys[1]),
            await desk.resume(ticket, gus, request_id=keys[2]),
            await desk.update(ticket, gus, request_id=keys[3]),
            await desk.release(ticket, gus, request_id=keys[4]),
            await desk.wait_for_reporter(ticket, gus, request_id=keys[5]),
            await desk.resolve(ticket, gus, resolution="Done", request_id=keys[6]),
            await desk.reopen(ticket, ann, request_id=keys[7]),
            await desk.cancel(ticket, ann, request_id=keys[8]),
        ]

    first = await story()
    history = await desk.history(ticket)
    assert await story() == first
    assert await desk.history(ticket) == history


async def test_a_dispatcher_sees_all_there_is(desk: Desk) -> None:
    ann, gus, dot = await desk.person(), await desk.agent(), await desk.staff(Role.DISPATCHER)
    tickets = [await desk.create(ann) for _ in range(3)]
    await desk.take(tickets[0], gus)
    await desk.cancel(tickets[1], ann)
    for who in (dot, await desk.staff(Role.AUDITOR), None):
        query = ListTickets(principal=desk.as_(who), listing=Listing.ALL)
        found = (await desk.do.tickets.list_tickets(query)).items
        assert [each.id for each in found] == [each.id for each in reversed(tickets)]
    narrowed = ListTickets(principal=desk.as_(dot), listing=Listing.ALL, states=frozenset({State.CANCELLED}))
    assert [each.id for each in (await desk.do.tickets.list_tickets(narrowed)).items] == [tickets[1].id]
    with pytest.raises(PermissionDeniedError):
        await desk.do.tickets.list_tickets(ListTickets(principal=desk.as_(gus), listing=Listing.ALL))


async def test_of_two_who_decide_at_once_the_second_sees_the_first(desk: Desk) -> None:
    ann, gus, dot = await desk.person(), await desk.agent(), await desk.staff(Role.DISPATCHER)
    ticket = await desk.create(ann)
    answers = await asyncio.gather(
        desk.cancel(ticket, ann), desk.reject(ticket, dot), desk.resolve(ticket, gus), return_exceptions=True
    )
    assert sum(isinstance(answer, TransitionNotAllowedError) for answer in answers) == 2
    assert len(await desk.history(ticket)) == 2


async def test_an_agent_loses_sight_of_what_is_given_to_another(desk: Desk) -> None:
    ann, gus, eva = await desk.person(), await desk.agent(), await desk.agent()
    dot = await desk.staff(Role.DISPATCHER)
    ticket = await desk.take(await desk.create(ann), gus)
    await desk.assign(ticket, dot, to=eva)
    for verb in ("release", "resolve", "update", "note", "wait_for_vendor"):
        with pytest.raises(TicketNotFoundError):
            await getattr(desk, verb)(ticket, gus)
