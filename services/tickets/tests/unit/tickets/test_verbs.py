"""The verbs of staff in every state, and reopening with its windows."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.errors import AssigneeNotEligibleError
from tickets_service.domain.people.user import Role, User
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import COMPLETED, Category, State
from tickets_service.domain.tickets.comment import WITHDRAWN, Visibility
from tickets_service.domain.tickets.draft import Draft
from tickets_service.domain.tickets.edit import TicketEdit
from tickets_service.domain.tickets.errors import (
    CommentWithdrawnError,
    ReopenWindowOverError,
    TicketClosedForCommentsError,
    TicketClosedForUpdatesError,
    TransitionNotAllowedError,
)
from tickets_service.domain.tickets.events import (
    CommentEdited,
    EventType,
    FieldChange,
    NoteAdded,
    NoteEdited,
    StateChanged,
    TicketAssigned,
    TicketReopened,
    TicketUpdated,
)
from tickets_service.domain.tickets.ticket import Ticket, TicketId

from .cast import LATER, NOW, person

ANN, GUS, DOT = person(1), person(2, Role.AGENT), person(3, Role.DISPATCHER)
ADA = person(4, Role.ADMIN)
Verb = Callable[[Ticket], None]
VERBS: dict[str, tuple[State, set[State], Verb]] = {
    "wait_for_reporter": (
        State.WAITING_REPORTER,
        {State.OPEN, State.IN_PROGRESS},
        lambda ticket: ticket.wait_for_reporter(by=GUS, now=LATER, reason="why"),
    ),
    "wait_for_vendor": (
        State.WAITING_VENDOR,
        {State.OPEN, State.IN_PROGRESS},
        lambda ticket: ticket.wait_for_vendor(by=GUS, now=LATER, reason="why"),
    ),
    "resume": (
        State.IN_PROGRESS,
        {State.WAITING_REPORTER, State.WAITING_VENDOR},
        lambda ticket: ticket.resume(by=GUS, now=LATER, reason="why"),
    ),
    "reject": (
        State.REJECTED,
        {State.OPEN},
        lambda ticket: ticket.reject(by=GUS, now=LATER, reason="why"),
    ),
    "cancel": (
        State.CANCELLED,
        {State.OPEN, State.IN_PROGRESS, State.WAITING_REPORTER, State.WAITING_VENDOR},
        lambda ticket: ticket.cancel(by=GUS, now=LATER, reason="why"),
    ),
}


def ticket_in(state: State, assignee: User | None = None) -> Ticket:
    draft = Draft(title="Lamp", description="", location="", priority=Priority.LOW, attachments=())
    ticket = Ticket.create(draft, reporter=ANN, now=NOW)
    ticket.pull_events()
    ticket.id, ticket.state = TicketId(7), state
    ticket.assignee_id = assignee.id if assignee else None
    ticket.completed_at = NOW if state in COMPLETED else None
    return ticket


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", VERBS)
def test_state_verbs(verb: str, state: State) -> None:
    target, sources, act = VERBS[verb]
    ticket = ticket_in(state, GUS)
    if state not in sources:
        with pytest.raises(TransitionNotAllowedError) as caught:
            act(ticket)
        assert caught.value.facts == {"ticket": "tickets/7", "state": state.value, "target": target.value}
        assert (ticket.state, ticket.changed) == (state, False)
        return
    act(ticket)
    assert (ticket.state, ticket.assignee_id, ticket.updated_at) == (target, GUS.id, LATER)
    assert ticket.pull_events() == [
        StateChanged(actor=ActorName("users/2"), occurred_at=LATER, before=state, after=target, reason="why")
    ]


@pytest.mark.parametrize("state", State)
def test_assigning_to_another(state: State) -> None:
    ticket = ticket_in(state)
    if state.category is Category.DONE:
        with pytest.raises(TransitionNotAllowedError):
            ticket.assign(GUS, by=DOT, now=LATER, reason="")
        assert not ticket.changed
        return
    ticket.assign(GUS, by=DOT, now=LATER, reason="knows lamps")
    assert (ticket.state, ticket.assignee_id) == (state, GUS.id)
    assert ticket.pull_events() == [
        TicketAssigned(
            actor=ActorName("users/3"), occurred_at=LATER, before=None, after=GUS.id, reason="knows lamps"
        )
    ]
    ticket.assign(GUS, by=DOT, now=LATER, reason="")
    assert not ticket.changed


def test_assigning_to_oneself_is_taking() -> None:
    ticket = ticket_in(State.OPEN, GUS)
    ticket.assign(DOT, by=DOT, now=LATER, reason="")
    assert (ticket.state, ticket.assignee_id) == (State.IN_PROGRESS, DOT.id)
    assert [event.type for event in ticket.pull_events()] == [
        EventType.TICKET_ASSIGNED,
        EventType.STATE_CHANGED,
    ]


@pytest.mark.parametrize("role", [Role.USER, Role.AUDITOR])
def test_only_staff_can_be_assigned(role: Role) -> None:
    ticket = ticket_in(State.OPEN)
    with pytest.raises(AssigneeNotEligibleError):
        ticket.assign(person(9, role), by=DOT, now=LATER, reason="")
    left = person(9, Role.AGENT)
    left.active = False
    with pytest.raises(AssigneeNotEligibleError):
        ticket.assign(left, by=DOT, now=LATER, reason="")
    assert not ticket.changed


@pytest.mark.parametrize("state", State)
def test_releasing(state: State) -> None:
    ticket, unassigned = ticket_in(state, GUS), ticket_in(state)
    if state.category is Category.DONE:
        for each in (ticket, unassigned):
            with pytest.raises(TransitionNotAllowedError):
                each.release(by=GUS, now=LATER, reason="")
        return
    ticket.release(by=GUS, now=LATER, reason="ill")
    expected = State.OPEN if state is State.IN_PROGRESS else state
    assert (ticket.state, ticket.assignee_id) == (expected, None)
    assert {event.reason for event in ticket.pull_events()} == {"ill"}
    unassigned.release(by=DOT, now=LATER, reason="")
    assert (unassigned.state, unassigned.changed) == (state, False)


def reopen(ticket: Ticket, *, after: timedelta, reason: str = "", by: User = ANN) -> None:
    ticket.reopen(by=by, now=NOW + after, reason=reason)


@pytest.mark.parametrize("state", State)
def test_reopening(state: State) -> None:
    for who in (ANN, GUS):
        ticket = ticket_in(state, GUS)
        ticket.resolution = "New bulb"
        if state is not State.RESOLVED:
            with pytest.raises(TransitionNotAllowedError):
                reopen(ticket, after=timedelta(days=1), reason="dark", by=who)
            assert not ticket.changed
            continue
        reopen(ticket, after=timedelta(days=1), reason="dark", by=who)
        assert (ticket.state, ticket.completed_at, ticket.resolution) == (State.IN_PROGRESS, None, "")
        assert (ticket.reopen_count, ticket.assignee_id) == (1, GUS.id)
        at = NOW + timedelta(days=1)
        assert ticket.pull_events() == [
            StateChanged(
                actor=ActorName(f"users/{who.id}"),
                occurred_at=at,
                before=state,
                after=State.IN_PROGRESS,
                reason="dark",
            ),
            TicketReopened(actor=ActorName(f"users/{who.id}"), occurred_at=at, reason="dark", count=1),
        ]


def test_the_reporters_window_is_14_days() -> None:
    window = timedelta(days=14)
    reopen(ticket_in(State.RESOLVED), after=window)
    late = ticket_in(State.RESOLVED)
    with pytest.raises(ReopenWindowOverError):
        reopen(late, after=window + timedelta(microseconds=1))
    assert not late.changed
    reopen(late, after=window * 10, by=GUS)
    assert late.state is State.IN_PROGRESS


@pytest.mark.parametrize("state", State)
def test_admins_reopen_what_is_closed_with_a_reason(state: State) -> None:
    ticket = ticket_in(state)
    if state in {State.CLOSED, State.CANCELLED, State.REJECTED}:
        with pytest.raises(InvalidArgumentError) as caught:
            reopen(ticket, after=timedelta(days=99), by=ADA)
        assert [each.field for each in caught.value.violations] == ["reason"]
        assert not ticket.changed
    elif state is not State.RESOLVED:
        with pytest.raises(TransitionNotAllowedError):
            reopen(ticket, after=timedelta(), reason="dark", by=ADA)
        return
    reopen(ticket, after=timedelta(days=99), reason="dark", by=ADA)
    assert (ticket.state, ticket.completed_at) == (State.IN_PROGRESS, None)


@pytest.mark.parametrize("state", State)
def test_updating(state: State) -> None:
    ticket = ticket_in(state)
    edit = TicketEdit(title="Lamp", description="It smokes", location=None, priority=Priority.HIGH)
    if state.terminal:
        with pytest.raises(TicketClosedForUpdatesError):
            ticket.update(edit, by=GUS, now=LATER, reason="why")
        assert not ticket.changed
        return
    ticket.update(edit, by=GUS, now=LATER, reason="why")
    assert (ticket.title, ticket.description, ticket.priority) == ("Lamp", "It smokes", Priority.HIGH)
    changes = (FieldChange("description", "", "It smokes"), FieldChange("priority", "LOW", "HIGH"))
    assert ticket.pull_events() == [
        TicketUpdated(actor=ActorName("users/2"), occurred_at=LATER, reason="why", fields=changes)
    ]
    ticket.update(edit, by=GUS, now=LATER, reason="why")
    assert not ticket.changed


@pytest.mark.parametrize("state", State)
def test_its_reporter_corrects_what_nobody_began_to_work_on(state: State) -> None:
    ticket = ticket_in(state)
    edit = TicketEdit(title="Lamp in the hall", description=None, location="Hall", priority=None)
    if state is not State.OPEN:
        with pytest.raises(TicketClosedForUpdatesError):
            ticket.update(edit, by=ANN, now=LATER, reason="")
        assert not ticket.changed
        return
    ticket.update(edit, by=ANN, now=LATER, reason="")
    assert (ticket.title, ticket.location) == ("Lamp in the hall", "Hall")


def test_a_note_of_the_reporter_does_not_end_the_waiting() -> None:
    ticket = ticket_in(State.WAITING_REPORTER)
    note = ticket.comment("Psst", by=ANN, now=LATER, visibility=Visibility.INTERNAL)
    assert ticket.state is State.WAITING_REPORTER
    assert ticket.pull_events() == [NoteAdded(actor=ActorName("users/1"), occurred_at=LATER, comment=note)]


@pytest.mark.parametrize(
    ("visibility", "kind"), [(Visibility.PUBLIC, CommentEdited), (Visibility.INTERNAL, NoteEdited)]
)
def test_editing(visibility: Visibility, kind: type[CommentEdited | NoteEdited]) -> None:
    ticket = ticket_in(State.OPEN)
    comment = ticket.comment("Lmap", by=ANN, now=NOW, visibility=visibility)
    ticket.pull_events()
    ticket.edit_comment(comment, "Lmap", by=ANN, now=LATER)
    assert (comment.version, comment.edited_at, ticket.changed) == (1, None, False)
    ticket.edit_comment(comment, "Lamp", by=ANN, now=LATER)
    assert (comment.text, comment.version, comment.edited_at) == ("Lamp", 2, LATER)
    assert ticket.pull_events() == [kind(actor=ActorName("users/1"), occurred_at=LATER, comment=comment)]
    ticket.state = State.CLOSED
    with pytest.raises(TicketClosedForCommentsError):
        ticket.edit_comment(comment, "Lamps", by=ANN, now=LATER)
    with pytest.raises(TicketClosedForCommentsError):
        ticket.withdraw_comment(comment, by=ANN, now=LATER)


@pytest.mark.parametrize(
    ("visibility", "kind"), [(Visibility.PUBLIC, CommentEdited), (Visibility.INTERNAL, NoteEdited)]
)
def test_taking_back(visibility: Visibility, kind: type[CommentEdited | NoteEdited]) -> None:
    ticket = ticket_in(State.OPEN)
    comment = ticket.comment("Lamp", by=ANN, now=NOW, visibility=visibility)
    ticket.pull_events()
    ticket.withdraw_comment(comment, by=ANN, now=LATER)
    assert (comment.text, comment.version, comment.withdrawn_at) == (WITHDRAWN, 2, LATER)
    assert ticket.pull_events() == [kind(actor=ActorName("users/1"), occurred_at=LATER, comment=comment)]
    ticket.withdraw_comment(comment, by=ANN, now=LATER)
    assert not ticket.changed
    with pytest.raises(CommentWithdrawnError):
        ticket.edit_comment(comment, "Lamp", by=ANN, now=LATER)
