"""The clocks of a ticket, by stories. Times are of Monday, 5 January 2026, in UTC, unless they say a date."""

from datetime import datetime, timedelta

import pytest

from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.clock import ClockKind, ClockState, Outcome
from tickets_service.domain.sla.clocks import SlaClocks
from tickets_service.domain.sla.history import Fact, PrioritySet, Responded, SlaHistory, StateEntered
from tickets_service.domain.sla.policy import DEFAULT_POLICIES, SlaPolicy
from tickets_service.domain.state import State

from .conftest import hours, utc

HOUR = timedelta(hours=1)
OFFICE = BusinessCalendar(zone="Europe/Berlin", weekly=hours("Mon-Fri", "9:00-17:00"))
IN_THE_OFFICE = {
    priority: SlaPolicy(first_response=policy.first_response, resolution=policy.resolution, calendar=OFFICE)
    for priority, policy in DEFAULT_POLICIES.items()
}


def at(text: str) -> datetime:
    return utc(text if " " in text else f"2026-01-05 {text}")


def clocks(
    *facts: Fact, priority: Priority = Priority.HIGH, created: str = "08:00", office: bool = False
) -> SlaClocks:
    history = SlaHistory(created_at=at(created), priority=priority, facts=facts)
    return SlaClocks.of(history, IN_THE_OFFICE if office else DEFAULT_POLICIES)


def entered(text: str, state: State) -> StateEntered:
    return StateEntered(at(text), state)


def test_a_new_ticket_runs_both_clocks() -> None:
    first, resolution = clocks()
    assert (first.kind, first.state, first.target) == (
        ClockKind.FIRST_RESPONSE,
        ClockState.RUNNING,
        HOUR,
    )
    assert (resolution.kind, resolution.state, resolution.target) == (
        ClockKind.RESOLUTION,
        ClockState.RUNNING,
        4 * HOUR,
    )
    assert (first.due_at, resolution.due_at) == (at("09:00"), at("12:00"))
    assert (first.fraction(at("08:45")), resolution.fraction(at("09:00"))) == (0.75, 0.25)
    assert resolution.remaining(at("09:00")) == 3 * HOUR
    assert first.stopped_at is None


def test_the_target_is_broken_at_the_due_time_and_not_before() -> None:
    first, _ = clocks()
    just_before = at("09:00") - timedelta(microseconds=1)
    assert (first.breached(just_before), first.outcome(just_before)) == (False, Outcome.PENDING)
    assert (first.breached(at("09:00")), first.outcome(at("09:00"))) == (True, Outcome.BREACHED)
    assert (first.fraction(at("10:00")), first.remaining(at("10:00"))) == (2.0, timedelta())


def test_a_now_before_the_creation_does_no_harm() -> None:
    first, resolution = clocks()
    assert (first.fraction(at("07:00")), resolution.outcome(at("07:00"))) == (0.0, Outcome.PENDING)


def test_the_first_response_stops_the_first_clock_only() -> None:
    first, resolution = clocks(
        Responded(at("08:30")), entered("08:30", State.IN_PROGRESS), Responded(at("11:00"))
    )
    assert (first.state, first.stopped_at) == (ClockState.FINISHED, at("08:30"))
    assert (first.elapsed(at("20:00")), first.outcome(at("20:00"))) == (HOUR / 2, Outcome.MET)
    assert first.due_at == at("09:00")
    assert (resolution.state, resolution.due_at) == (ClockState.RUNNING, at("12:00"))
    assert len(resolution.runs) == 1, "another active state is the same run"


def test_a_response_that_came_too_late() -> None:
    first, _ = clocks(Responded(at("09:30")))
    assert (first.outcome(at("09:30")), first.due_at) == (Outcome.BREACHED, at("09:00"))


def test_waiting_pauses_the_resolution_and_moves_its_due_time() -> None:
    waits = entered("09:00", State.WAITING_REPORTER)
    first, resolution = clocks(waits)
    assert (first.state, first.due_at) == (ClockState.RUNNING, at("09:00"))
    assert (resolution.state, resolution.due_at) == (ClockState.PAUSED, None)
    assert resolution.remaining(at("2026-02-01 00:00")) == 3 * HOUR
    _, resolution = clocks(waits, entered("09:30", State.WAITING_VENDOR), entered("11:00", State.IN_PROGRESS))
    assert (resolution.state, resolution.due_at) == (ClockState.RUNNING, at("14:00"))
    assert resolution.elapsed(at("12:00")) == 2 * HOUR


def test_pauses_count_in_business_time() -> None:
    # An hour before closing on Friday; paused over the weekend until an hour after opening.
    _, resolution = clocks(
        entered("2026-01-09 15:30", State.WAITING_VENDOR),
        entered("2026-01-12 09:00", State.IN_PROGRESS),
        created="2026-01-09 15:00",
        office=True,
    )
    assert resolution.due_at == at("2026-01-12 12:30")
    assert resolution.elapsed(at("2026-01-12 09:00")) == HOUR / 2


def test_a_clock_that_was_broken_before_the_pause_stays_due_when_it_was() -> None:
    _, resolution = clocks(entered("13:00", State.WAITING_VENDOR))
    assert (resolution.state, resolution.due_at) == (ClockState.PAUSED, at("12:00"))
    assert resolution.outcome(at("13:00")) is Outcome.BREACHED


def test_a_target_used_up_at_the_very_end_of_a_run() -> None:
    _, resolution = clocks(entered("12:00", State.RESOLVED))
    assert (resolution.due_at, resolution.outcome(at("12:00"))) == (at("12:00"), Outcome.BREACHED)


def test_resolved_in_time_and_closed_later() -> None:
    first, resolution = clocks(entered("08:45", State.RESOLVED), entered("20:00", State.CLOSED))
    assert (first.state, first.stopped_at) == (ClockState.FINISHED, at("08:45"))
    assert (resolution.state, resolution.stopped_at) == (ClockState.FINISHED, at("08:45"))
    assert resolution.due_at == at("12:00")
    assert resolution.outcome(at("2027-01-01 00:00")) is Outcome.MET


def test_resolved_out_of_a_pause_is_measured_against_what_was_left() -> None:
    _, resolution = clocks(entered("09:00", State.WAITING_REPORTER), entered("20:00", State.RESOLVED))
    assert (resolution.due_at, resolution.elapsed(at("23:00"))) == (at("23:00"), HOUR)


@pytest.mark.parametrize("state", [State.CANCELLED, State.REJECTED, State.DUPLICATE])
def test_what_will_not_be_done_drops_both_clocks(state: State) -> None:
    later = at("2026-03-01 00:00")
    first, resolution = clocks(entered("08:30", state))
    for clock in (first, resolution):
        assert (clock.state, clock.stopped_at) == (ClockState.DROPPED, at("08:30"))
        assert (clock.outcome(later), clock.elapsed(later)) == (Outcome.DROPPED, HOUR / 2)
    first, resolution = clocks(entered("10:00", state))
    assert (first.outcome(later), resolution.outcome(later)) == (Outcome.BREACHED, Outcome.DROPPED)
    first, resolution = clocks(Responded(at("08:10")), entered("10:00", state))
    assert (first.outcome(later), resolution.outcome(later)) == (Outcome.MET, Outcome.DROPPED)


def test_reopening_goes_on_with_what_was_used_up() -> None:
    first, resolution = clocks(
        entered("10:00", State.RESOLVED), entered("2026-01-07 10:00", State.IN_PROGRESS)
    )
    assert (first.outcome(at("2026-01-07 10:00")), first.stopped_at) == (Outcome.BREACHED, at("10:00"))
    assert (resolution.state, resolution.stopped_at) == (ClockState.RUNNING, None)
    assert resolution.due_at == at("2026-01-07 12:00")
    assert resolution.outcome(at("2026-01-07 11:00")) is Outcome.PENDING


def test_a_dropped_ticket_that_is_reopened_still_wants_an_answer() -> None:
    first, _ = clocks(entered("08:30", State.REJECTED), entered("10:00", State.OPEN))
    assert (first.state, first.due_at) == (ClockState.RUNNING, at("10:30"))


def test_a_change_of_priority_recomputes_from_creation() -> None:
    first, resolution = clocks(
        PrioritySet(at("09:00"), Priority.LOW),
        PrioritySet(at("10:30"), Priority.URGENT),
        priority=Priority.MEDIUM,
    )
    assert (first.due_at, resolution.due_at) == (at("08:30"), at("10:00"))
    assert resolution.outcome(at("10:30")) is Outcome.BREACHED
    first, resolution = clocks(PrioritySet(at("08:10"), Priority.LOW))
    assert (first.due_at, resolution.due_at) == (at("2026-01-06 08:00"), at("2026-01-08 08:00"))


def test_a_kept_promise_is_not_broken_by_a_later_change_of_priority() -> None:
    first, resolution = clocks(
        Responded(at("10:00")),
        entered("11:00", State.RESOLVED),
        PrioritySet(at("11:30"), Priority.URGENT),
        priority=Priority.LOW,
    )
    assert (first.outcome(at("20:00")), first.target) == (Outcome.MET, 24 * HOUR)
    assert (resolution.outcome(at("20:00")), resolution.target) == (Outcome.MET, 72 * HOUR)


def test_each_priority_may_count_in_a_calendar_of_its_own() -> None:
    policies = {**IN_THE_OFFICE, Priority.URGENT: DEFAULT_POLICIES[Priority.URGENT]}
    saturday = SlaHistory(
        created_at=utc("2026-01-10 12:00"),
        priority=Priority.HIGH,
        facts=[PrioritySet(utc("2026-01-10 12:10"), Priority.URGENT)],
    )
    assert SlaClocks.of(saturday, policies).resolution.due_at == utc("2026-01-10 14:00")
    assert SlaClocks.of(saturday, IN_THE_OFFICE).resolution.due_at == utc("2026-01-12 10:00")


def test_a_replica_whose_clock_ran_behind() -> None:
    first, resolution = clocks(
        Responded(at("07:59")),
        entered("07:59", State.WAITING_REPORTER),
        entered("09:00", State.IN_PROGRESS),
        entered("08:59", State.WAITING_VENDOR),
        entered("10:00", State.IN_PROGRESS),
    )
    assert (first.stopped_at, first.elapsed(at("12:00"))) == (at("08:00"), timedelta())
    assert (len(resolution.runs), resolution.due_at) == (1, at("14:00"))
