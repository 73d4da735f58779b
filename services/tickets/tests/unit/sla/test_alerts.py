"""Which alerts are due, and when the next one will be. Times are of 5 January 2026, in UTC."""

from datetime import datetime

import pytest

from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.alerts import AlertKey, Threshold, due_alerts, next_alert_at
from tickets_service.domain.sla.clock import ClockKind
from tickets_service.domain.sla.clocks import SlaClocks
from tickets_service.domain.sla.history import Fact, PrioritySet, Responded, SlaHistory, StateEntered
from tickets_service.domain.sla.policy import DEFAULT_POLICIES
from tickets_service.domain.state import State

from .conftest import utc

FIRST = {threshold: AlertKey(ClockKind.FIRST_RESPONSE, threshold) for threshold in Threshold}
RESOLUTION = {threshold: AlertKey(ClockKind.RESOLUTION, threshold) for threshold in Threshold}
W75, W90, BREACH = Threshold


def at(time: str) -> datetime:
    return utc(f"2026-01-05 {time}")


def clocks(*facts: Fact, priority: Priority = Priority.HIGH) -> SlaClocks:
    """Of a ticket of 8:00: first response until 9:00, resolution until 12:00."""
    history = SlaHistory(created_at=at("08:00"), priority=priority, facts=facts)
    return SlaClocks.of(history, DEFAULT_POLICIES)


def told(of: SlaClocks, now: str, *recorded: AlertKey) -> list[tuple[AlertKey, datetime, bool]]:
    alerts = due_alerts(of, now=at(now), recorded=set(recorded))
    return [(alert.key, alert.reached_at, alert.superseded) for alert in alerts]


def test_a_ticket_that_nobody_looks_at() -> None:
    """Wake up whenever the next alert is due, and find it."""
    recorded: set[AlertKey] = set()
    story = []
    while (wake := next_alert_at(clocks(), recorded=recorded)) is not None:
        assert due_alerts(clocks(), now=wake.replace(second=0, hour=wake.hour - 1), recorded=recorded) == []
        (alert,) = due_alerts(clocks(), now=wake, recorded=recorded)
        assert (alert.reached_at, alert.superseded) == (wake, False)
        story.append((alert.key, wake))
        recorded.add(alert.key)
    assert story == [
        (FIRST[W75], at("08:45")),
        (FIRST[W90], at("08:54")),
        (FIRST[BREACH], at("09:00")),
        (RESOLUTION[W75], at("11:00")),
        (RESOLUTION[W90], at("11:36")),
        (RESOLUTION[BREACH], at("12:00")),
    ]


def test_what_was_slept_through_is_recorded_but_only_the_worst_needs_telling() -> None:
    assert told(clocks(), "11:40", FIRST[W75]) == [
        (FIRST[W90], at("08:54"), True),
        (FIRST[BREACH], at("09:00"), False),
        (RESOLUTION[W75], at("11:00"), True),
        (RESOLUTION[W90], at("11:36"), False),
    ]
    assert told(clocks(), "08:46", FIRST[W90]) == [(FIRST[W75], at("08:45"), True)]
    assert next_alert_at(clocks(), recorded={FIRST[W75]}) == at("08:54")


def test_a_paused_clock_tells_nothing_new_until_it_resumes() -> None:
    waits = StateEntered(at("11:10"), State.WAITING_VENDOR)
    answered = Responded(at("08:10"))
    paused = clocks(answered, waits)
    assert told(paused, "23:00") == [(RESOLUTION[W75], at("11:00"), False)]
    assert next_alert_at(paused, recorded={RESOLUTION[W75]}) is None
    resumed = clocks(answered, waits, StateEntered(at("20:00"), State.IN_PROGRESS))
    assert next_alert_at(resumed, recorded={RESOLUTION[W75]}) == at("20:26")


@pytest.mark.parametrize("state", [State.RESOLVED, State.CANCELLED])
def test_a_clock_that_stopped_tells_a_breach_but_no_warning(state: State) -> None:
    stopped = clocks(StateEntered(at("11:50"), state))
    assert told(stopped, "23:00") == [(FIRST[BREACH], at("09:00"), False)]
    assert next_alert_at(stopped, recorded=set()) == at("09:00")
    assert next_alert_at(stopped, recorded={FIRST[BREACH]}) is None


def test_a_higher_priority_may_break_a_promise_at_once() -> None:
    raised = clocks(Responded(at("08:01")), PrioritySet(at("10:30"), Priority.URGENT), priority=Priority.LOW)
    assert told(raised, "10:30") == [
        (RESOLUTION[W75], at("09:30"), True),
        (RESOLUTION[W90], at("09:48"), True),
        (RESOLUTION[BREACH], at("10:00"), False),
    ]


def test_each_is_told_once_whatever_the_priority_becomes() -> None:
    lowered = clocks(Responded(at("08:01")), PrioritySet(at("10:30"), Priority.LOW))
    assert told(lowered, "10:30") == []
    assert next_alert_at(lowered, recorded=set(RESOLUTION.values())) is None
    assert next_alert_at(lowered, recorded={RESOLUTION[W75]}) == utc("2026-01-08 00:48")
