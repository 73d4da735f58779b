"""Clocks and alerts against a model that walks through a ticket's life minute by minute."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.alerts import AlertKey, due_alerts, next_alert_at
from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.clock import ClockKind, ClockState, SlaClock
from tickets_service.domain.sla.clocks import SlaClocks
from tickets_service.domain.sla.history import Fact, PrioritySet, Responded, SlaHistory, StateEntered
from tickets_service.domain.sla.policy import SlaPolicy
from tickets_service.domain.state import COMPLETED, Category, State

from .conftest import MINUTE, calendars_at_turns, within_reach, worked

LIFE = 3 * 1_440
Life = tuple[SlaHistory, dict[Priority, SlaPolicy], datetime]


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Draw a ticket, the policies, and an instant at which its life ends for now."""
    calendar, created_at = draw(calendars_at_turns())
    # Whole minutes at 75 and 90 %, too.
    unit = 20 * MINUTE
    targets = st.integers(1, min(300, within_reach(calendar) // unit)).map(lambda count: count * unit)
    policies = {}
    for priority in Priority:
        first, resolution = sorted((draw(targets), draw(targets)))
        policies[priority] = SlaPolicy(first_response=first, resolution=resolution, calendar=calendar)
    facts: list[Fact] = []
    for minute in sorted(draw(st.lists(st.integers(0, LIFE), max_size=8))):
        at = created_at + minute * MINUTE
        facts.append(
            draw(
                st.sampled_from(State).map(partial(StateEntered, at))
                | st.sampled_from(Priority).map(partial(PrioritySet, at))
                | st.just(Responded(at))
            )
        )
    history = SlaHistory(created_at=created_at, priority=draw(st.sampled_from(Priority)), facts=tuple(facts))
    return history, policies, created_at + LIFE * MINUTE


def walk(
    history: SlaHistory, calendar: BusinessCalendar, kind: ClockKind, end: datetime
) -> Iterator[datetime]:
    """Yield the minutes that the clock counts."""
    state, answered, facts = history.state, False, list(history.facts)
    minute = history.created_at
    while minute < end:
        while facts and facts[0].at <= minute:
            fact = facts.pop(0)
            if isinstance(fact, StateEntered):
                state = fact.state
            answered |= isinstance(fact, Responded) or state in COMPLETED
        if kind is ClockKind.RESOLUTION:
            counts = state.category is Category.ACTIVE
        else:
            counts = not answered and state.category is not Category.DONE
        if counts and worked(calendar, minute):
            yield minute
        minute += MINUTE


@given(lives(), st.integers(0, LIFE))
@settings(max_examples=60)
def test_elapsed_and_reached_are_what_counting_finds(life: Life, minute: int) -> None:
    history, policies, end = life
    now = history.created_at + minute * MINUTE
    for clock in SlaClocks.of(history, policies):
        counted = list(walk(history, clock.calendar, clock.kind, end))
        assert clock.elapsed(end) == len(counted) * MINUTE
        assert clock.elapsed(now) == sum(each < now for each in counted) * MINUTE
        for percent in (75, 90, 100):
            needed = clock.target * percent / 100 / MINUTE
            reached_at = clock.reached_at(percent)
            if needed <= len(counted):
                assert needed == int(needed)
                assert reached_at == counted[int(needed) - 1] + MINUTE
            elif clock.state is ClockState.RUNNING:
                assert reached_at is not None
                assert reached_at > end
            else:
                assert reached_at is None


@given(lives())
def test_what_a_clock_says_of_itself_agrees(life: Life) -> None:
    history, policies, end = life
    clocks = SlaClocks.of(history, policies)
    assert clocks.first_response.state is not ClockState.PAUSED
    for clock in clocks:
        stopped = clock.state in {ClockState.FINISHED, ClockState.DROPPED}
        assert (clock.stopped_at is not None) == stopped
        assert (clock.due_at is None) == (clock.state is ClockState.PAUSED and not clock.breached(end))
        assert_due(clock, end)


def assert_due(clock: SlaClock, end: datetime) -> None:
    """Breached from the due time on, and on time until it."""
    if clock.due_at is None:
        return
    if clock.state is ClockState.RUNNING or clock.breached(end):
        assert clock.breached(clock.due_at)
        assert not clock.breached(clock.due_at - timedelta(microseconds=1))
        assert clock.elapsed(clock.due_at) == clock.target
    else:
        assert clock.stopped_at is not None
        left = clock.calendar.business_time_between(clock.stopped_at, clock.due_at)
        assert left == clock.remaining(end)


@given(lives(), st.lists(st.integers(0, 20 * LIFE)))
def test_alerts_come_once_and_in_time_however_often_one_looks(life: Life, looks: list[int]) -> None:
    history, policies, _ = life
    clocks = SlaClocks.of(history, policies)
    recorded: set[AlertKey] = set()
    for minute in sorted(looks):
        now = history.created_at + minute * MINUTE
        following = next_alert_at(clocks, recorded=recorded)
        alerts = due_alerts(clocks, now=now, recorded=recorded)
        assert bool(alerts) == (following is not None and following <= now)
        keys = [alert.key for alert in alerts]
        assert len(set(keys)) == len(keys)
        assert recorded.isdisjoint(keys)
        assert all(alert.reached_at <= now for alert in alerts)
        loud = [alert.key.clock for alert in alerts if not alert.superseded]
        assert len(set(loud)) == len(loud), "one message a clock"
        recorded.update(keys)
        assert due_alerts(clocks, now=now, recorded=recorded) == []
