"""Every verb in every state."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.user import Role, User
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import COMPLETED, Category, State
from tickets_service.domain.tickets.draft import Draft
from tickets_service.domain.tickets.errors import (
    AlreadyRatedError,
    RatingNotAllowedError,
    TicketAlreadyAssignedError,
    TicketClosedForCommentsError,
    TicketStaleError,
    TransitionNotAllowedError,
)
from tickets_service.domain.tickets.events import (
    AnyTicketEvent,
    CommentAdded,
    StateChanged,
    TicketAssigned,
    TicketCreated,
    TicketRated,
)
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import Ticket, TicketId

from .cast import LATER, NOW, person

RATING = Rating(stars=5, comment="", created_at=LATER)
ANN, GUS, EVA = person(1), person(2, Role.AGENT), person(3, Role.AGENT)


def ticket_in(state: State, assignee: User | None = None) -> Ticket:
    draft = Draft(title="Lamp", description="", location="", priority=Priority.LOW, attachments=())
    ticket = Ticket.create(draft, reporter=ANN, now=NOW)
    ticket.pull_events()
    ticket.id, ticket.state, ticket.version = TicketId(7), state, 3
    ticket.assignee_id = assignee.id if assignee else None
    ticket.completed_at = NOW if state in COMPLETED else None
    return ticket


def test_creation() -> None:
    draft = Draft(title="Lamp", description="d", location="l", priority=Priority.HIGH, attachments=("f",))
    ticket = Ticket.create(draft, reporter=ANN, now=NOW)
    assert (ticket.state, ticket.assignee_id, ticket.reporter_id) == (State.OPEN, None, ANN.id)
    assert (ticket.title, ticket.description, ticket.location) == ("Lamp", "d", "l")
    assert (ticket.priority, ticket.attachments) == (Priority.HIGH, ("f",))
    assert ticket.changed
    assert ticket.pull_events() == [
        TicketCreated(actor=ActorName("users/1"), occurred_at=NOW, state=State.OPEN, priority=Priority.HIGH)
    ]
    assert not ticket.changed


def test_etags() -> None:
    ticket = ticket_in(State.OPEN)
    ticket.require_etag("")
    ticket.require_etag(ticket.etag)
    for stale in ("2", "4", "0", "none of ours", " 3"):
        with pytest.raises(TicketStaleError):
            ticket.require_etag(stale)


@pytest.mark.parametrize("state", State)
def test_taking_what_nobody_has(state: State) -> None:
    ticket = ticket_in(state)
    if state.category is Category.DONE:
        with pytest.raises(TransitionNotAllowedError):
            ticket.take(by=GUS, now=LATER)
        assert (ticket.state, ticket.assignee_id, ticket.changed) == (state, None, False)
        return
    ticket.take(by=GUS, now=LATER)
    events: list[AnyTicketEvent] = [
        TicketAssigned(actor=ActorName("users/2"), occurred_at=LATER, before=None, after=GUS.id)
    ]
    if state is State.OPEN:
        assert ticket.state is State.IN_PROGRESS
        events.append(
            StateChanged(actor=ActorName("users/2"), occurred_at=LATER, before=state, after=ticket.state)
        )
    else:
        assert ticket.state is state
    assert (ticket.assignee_id, ticket.updated_at, ticket.pull_events()) == (GUS.id, LATER, events)


@pytest.mark.parametrize("state", State)
def test_taking_ones_own(state: State) -> None:
    ticket = ticket_in(state, GUS)
    if state.category is Category.DONE:
        with pytest.raises(TransitionNotAllowedError):
            ticket.take(by=GUS, now=LATER)
        return
    ticket.take(by=GUS, now=LATER)
    assert ticket.assignee_id == GUS.id
    # Assigned and yet OPEN: somebody's work was put back, and starts again.
    assert ticket.changed == (state is State.OPEN)


@pytest.mark.parametrize("state", State)
def test_taking_what_another_agent_has(state: State) -> None:
    ticket = ticket_in(state, EVA)
    with pytest.raises(TicketAlreadyAssignedError) as caught:
        ticket.take(by=GUS, now=LATER)
    assert caught.value.facts == {"ticket": "tickets/7"}
    assert (ticket.assignee_id, ticket.changed) == (EVA.id, False)


@pytest.mark.parametrize("author", [ANN, GUS])
@pytest.mark.parametrize("state", State)
def test_commenting(state: State, author: User) -> None:
    ticket = ticket_in(state, GUS)
    if state.terminal:
        with pytest.raises(TicketClosedForCommentsError) as caught:
            ticket.comment("Hello", by=author, now=LATER)
        assert caught.value.facts == {"ticket": "tickets/7", "state": state.value}
        assert not ticket.changed
        return
    comment = ticket.comment("Hello", by=author, now=LATER)
    assert (comment.ticket_id, comment.author, comment.text) == (7, f"users/{author.id}", "Hello")
    added, *moved = ticket.pull_events()
    assert added == CommentAdded(actor=ActorName(f"users/{author.id}"), occurred_at=LATER, comment=comment)
    assert comment.by_staff == (author is GUS)
    if state is State.WAITING_REPORTER and author is ANN:
        assert ticket.state is State.IN_PROGRESS
        assert moved == [
            StateChanged(actor=ActorName("users/1"), occurred_at=LATER, before=state, after=State.IN_PROGRESS)
        ]
    else:
        assert (ticket.state, ticket.updated_at, moved) == (state, NOW, [])


@pytest.mark.parametrize("state", State)
def test_resolving(state: State) -> None:
    ticket = ticket_in(state, GUS)
    if not state.may_become(State.RESOLVED):
        with pytest.raises(TransitionNotAllowedError) as caught:
            ticket.resolve(by=GUS, now=LATER)
        assert caught.value.facts == {"ticket": "tickets/7", "state": state.value, "target": "RESOLVED"}
        return
    ticket.resolve(by=GUS, now=LATER)
    assert (ticket.state, ticket.completed_at, ticket.updated_at) == (State.RESOLVED, LATER, LATER)
    assert ticket.pull_events() == [
        StateChanged(actor=ActorName("users/2"), occurred_at=LATER, before=state, after=State.RESOLVED)
    ]


@pytest.mark.parametrize("state", State)
def test_confirming(state: State) -> None:
    ticket = ticket_in(state, GUS)
    if state is not State.RESOLVED:
        with pytest.raises(TransitionNotAllowedError):
            ticket.confirm(by=ANN, now=LATER)
        assert (ticket.state, ticket.changed) == (state, False)
        return
    ticket.confirm(by=ANN, now=LATER)
    assert (ticket.state, ticket.completed_at, ticket.updated_at) == (State.CLOSED, NOW, LATER)


@pytest.mark.parametrize("state", State)
def test_rating(state: State) -> None:
    ticket = ticket_in(state, GUS)
    if state not in COMPLETED:
        with pytest.raises(RatingNotAllowedError):
            ticket.rate(RATING, by=ANN)
        assert ticket.rating is None
        return
    ticket.rate(RATING, by=ANN)
    assert (ticket.rating, ticket.updated_at, ticket.state) == (RATING, LATER, state)
    assert ticket.pull_events() == [TicketRated(actor=ActorName("users/1"), occurred_at=LATER, rating=RATING)]
    corrected = replace(RATING, stars=1, created_at=LATER + timedelta(days=1))
    ticket.rate(corrected, by=ANN)
    assert ticket.rating == replace(corrected, created_at=LATER), "a correction does not make it younger"
    assert ticket.updated_at == corrected.created_at
    with pytest.raises(AlreadyRatedError):
        ticket.rate(replace(RATING, created_at=LATER + timedelta(days=1, seconds=1)), by=ANN)


def test_leaving_resolved_clears_the_completion() -> None:
    ticket = ticket_in(State.RESOLVED, GUS)
    ticket._move(State.IN_PROGRESS, by=ActorName("users/1"), now=LATER)
    assert ticket.completed_at is None
