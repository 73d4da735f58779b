"""The way of a ticket through every command and query, the same on every set of adapters."""

from datetime import timedelta

import pytest

from tickets_service.application.ports.tickets.reader import Listing
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.queries.tickets.list_tickets import ListTickets
from tickets_service.application.views.changes import AssigneeChange, StateChange
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.errors import TicketStaleError
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.rating import Rating
from tickets_testing.desk import Desk

PHOTO = "files/0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


async def test_from_report_to_rating(desk: Desk) -> None:
    ann, gus = await desk.person("Ann"), await desk.agent("Gus")
    start = desk.clock.now()
    ticket = await desk.create(
        ann,
        " Lamp is broken ",
        description="It smokes",
        location="Room 7",
        priority=Priority.HIGH,
        attachments=(PHOTO,),
    )
    assert (ticket.title, ticket.state, ticket.reporter_id) == ("Lamp is broken", State.OPEN, ann.id)
    assert (ticket.priority, ticket.attachments, ticket.created_at) == (Priority.HIGH, (PHOTO,), start)

    queue = ListTickets(principal=desk.as_(gus), listing=Listing.UNASSIGNED)
    assert [each.id for each in (await desk.do.tickets.list_tickets(queue)).items] == [ticket.id]

    desk.clock.advance(timedelta(minutes=1))
    taken = await desk.take(ticket, gus, etag=ticket.etag)
    assert (taken.state, taken.assignee_id, taken.etag) == (State.IN_PROGRESS, gus.id, "2")
    assert (await desk.do.tickets.list_tickets(queue)).items == []

    asked = await desk.comment(ticket, gus, "Which lamp?")
    answered = await desk.comment(ticket, ann, "The left one")
    assert answered.ticket == taken
    page = await desk.do.comments.list_comments(ListComments(principal=desk.as_(ann), ticket_id=ticket.id))
    assert page.items == [answered.comment, asked.comment]

    desk.clock.advance(timedelta(minutes=1))
    resolved = await desk.resolve(ticket, gus)
    assert (resolved.state, resolved.completed_at) == (State.RESOLVED, start + timedelta(minutes=2))
    closed = await desk.confirm(ticket, ann)
    assert (closed.state, closed.completed_at) == (State.CLOSED, resolved.completed_at)
    rated = await desk.rate(ticket, ann, stars=5, comment="Quick!")
    assert rated.rating == Rating(stars=5, comment="Quick!", created_at=desk.clock.now())
    assert await desk.do.tickets.get_ticket(GetTicket(principal=desk.as_(ann), ticket_id=ticket.id)) == rated

    history = await desk.history(ticket)
    assert [(event.type, event.actor, event.change) for event in history] == [
        (EventType.TICKET_CREATED, f"users/{ann.id}", StateChange(None, State.OPEN)),
        (EventType.TICKET_ASSIGNED, f"users/{gus.id}", AssigneeChange(None, gus.id)),
        (EventType.STATE_CHANGED, f"users/{gus.id}", StateChange(State.OPEN, State.IN_PROGRESS)),
        (EventType.COMMENT_ADDED, f"users/{gus.id}", asked.comment),
        (EventType.COMMENT_ADDED, f"users/{ann.id}", answered.comment),
        (EventType.STATE_CHANGED, f"users/{gus.id}", StateChange(State.IN_PROGRESS, State.RESOLVED)),
        (EventType.STATE_CHANGED, f"users/{ann.id}", StateChange(State.RESOLVED, State.CLOSED)),
        (EventType.TICKET_RATED, f"users/{ann.id}", rated.rating),
    ]
    assert {event.traceparent for event in history} == {TRACEPARENT}
    assert history[0].occurred_at == start


async def test_a_stale_etag_changes_nothing(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann)
    taken = await desk.take(ticket, gus)
    for verb in (desk.take, desk.resolve):
        with pytest.raises(TicketStaleError):
            await verb(ticket, gus, etag=ticket.etag)
    assert await desk.stored(ticket) == taken
    assert len(await desk.history(ticket)) == 3


async def test_taking_ones_own_again_changes_nothing(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    taken = await desk.take(await desk.create(ann), gus)
    desk.clock.advance(timedelta(hours=1))
    assert await desk.take(taken, gus) == taken
    assert await desk.stored(taken) == taken
    assert len(await desk.history(taken)) == 3


async def test_the_reporters_answer_ends_the_waiting(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.take(await desk.create(ann), gus)
    await desk.force_state(ticket.id, State.WAITING_REPORTER, None)
    assert (await desk.comment(ticket, gus, "Still there?")).ticket.state is State.WAITING_REPORTER
    added = await desk.comment(ticket, ann, "Yes")
    assert added.ticket.state is State.IN_PROGRESS
    assert await desk.stored(ticket) == added.ticket
    assert (await desk.history(ticket))[-1].change == StateChange(State.WAITING_REPORTER, State.IN_PROGRESS)
