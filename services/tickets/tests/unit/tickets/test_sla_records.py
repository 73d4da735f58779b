"""A ticket has the last word about its state and priority."""

from datetime import UTC, datetime, timedelta

import pytest

from tickets_service.domain.people.user import UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.history import PrioritySet, StateEntered
from tickets_service.domain.sla.policies import SlaPolicies, SlaPolicyUnusableError, UsablePolicies
from tickets_service.domain.sla.standing import SlaStanding
from tickets_service.domain.state import State
from tickets_service.domain.tickets.clocks import TicketClocks
from tickets_service.domain.tickets.draft import Draft
from tickets_service.domain.tickets.sla_records import record_of
from tickets_service.domain.tickets.ticket import Ticket

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def imported(state: State, priority: Priority) -> Ticket:
    return Ticket(
        title="Lamp",
        description="",
        location="",
        state=state,
        priority=priority,
        reporter_id=UserId(1),
        assignee_id=None,
        attachments=(),
        created_at=NOW,
        updated_at=LATER,
        completed_at=None,
        rating=None,
    )


def test_what_the_history_leaves_out() -> None:
    ticket = imported(State.WAITING_VENDOR, Priority.LOW)
    record = record_of(ticket, priority=Priority.HIGH, facts=[], alerts=[])
    assert record.history.priority is Priority.HIGH
    assert record.history.facts == (
        StateEntered(LATER, State.WAITING_VENDOR),
        PrioritySet(LATER, Priority.LOW),
    )
    # Once more changes nothing.
    again = record_of(ticket, priority=Priority.HIGH, facts=record.history.facts, alerts=[])
    assert again == record


def test_a_ticket_without_clocks_takes_no_notice() -> None:
    ticket = imported(State.OPEN, Priority.LOW)
    ticket.clocks.reckon(SlaPolicies())
    assert ticket.clocks == TicketClocks()
    assert not ticket.clocks.moved


def test_policies_that_cannot_be_applied() -> None:
    draft = Draft(title="Lamp", description="", location="", priority=Priority.LOW, attachments=())
    clocks = TicketClocks.start(now=NOW, priority=draft.priority)
    unusable = SlaPolicies(revision=2, by_priority=UsablePolicies())
    clocks.reckon(unusable)
    # The worker looks at it once more.
    assert (clocks.standing, clocks.moved) == (SlaStanding(), False)
    assert clocks.record is not None
    with pytest.raises(SlaPolicyUnusableError):
        clocks.review(clocks.record, unusable, now=NOW, quiet=False)
    assert clocks.standing == SlaStanding(revision=2)
