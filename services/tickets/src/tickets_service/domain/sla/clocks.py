"""Derives the two clocks of a ticket from its history."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Final

from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.clock import ClockKind, ClockState, Run, SlaClock
from tickets_service.domain.sla.history import SlaHistory, StateInterval
from tickets_service.domain.sla.policy import SlaPolicy
from tickets_service.domain.state import COMPLETED, Category

AWAITING_RESPONSE: Final = frozenset({Category.ACTIVE, Category.PAUSED})
AT_WORK: Final = frozenset({Category.ACTIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaClocks:
    """The clocks of one ticket.

    - The first response is the first public comment of staff, or taking the ticket, or RESOLVED where
      nobody said a word before; it counts once and for all. Waiting does not stop its clock.
    - The resolution clock runs in ACTIVE states and is paused in PAUSED ones. RESOLVED finishes it.
    - CANCELLED, REJECTED and DUPLICATE drop either clock, as long as it has not finished.
    - A done ticket that is reopened goes on with what it had used up; the time in between is free.
    - A change of priority recomputes from creation whatever has not stopped: a promise that was kept
      under the priority of then is not broken afterwards. After a reopening the current one counts.
    """

    first_response: SlaClock
    resolution: SlaClock

    def __iter__(self) -> Iterator[SlaClock]:
        yield self.first_response
        yield self.resolution

    @classmethod
    def of(cls, history: SlaHistory, policies: Mapping[Priority, SlaPolicy]) -> "SlaClocks":
        """Derive them; `policies` has one for every priority."""
        intervals = history.intervals()
        return cls(
            first_response=_first_response(history, intervals, policies),
            resolution=_resolution(history, intervals, policies),
        )


def _first_response(
    history: SlaHistory, intervals: Sequence[StateInterval], policies: Mapping[Priority, SlaPolicy]
) -> SlaClock:
    answers = [interval.start for interval in intervals if interval.state in COMPLETED]
    if history.responded_at is not None:
        answers.append(history.responded_at)
    answered_at = min(answers, default=None)
    stopped_at = _done_since(intervals) if answered_at is None else answered_at
    if answered_at is not None:
        state = ClockState.FINISHED
    else:
        state = ClockState.RUNNING if stopped_at is None else ClockState.DROPPED
    policy = policies[history.priority_at(stopped_at)]
    return SlaClock(
        kind=ClockKind.FIRST_RESPONSE,
        target=policy.first_response,
        calendar=policy.calendar,
        runs=_runs(intervals, AWAITING_RESPONSE, until=stopped_at),
        state=state,
        stopped_at=stopped_at,
    )


def _resolution(
    history: SlaHistory, intervals: Sequence[StateInterval], policies: Mapping[Priority, SlaPolicy]
) -> SlaClock:
    stopped_at = _done_since(intervals)
    if stopped_at is not None:
        completed = any(interval.state in COMPLETED for interval in _done_at_last(intervals))
        state = ClockState.FINISHED if completed else ClockState.DROPPED
    else:
        paused = intervals[-1].state.category is Category.PAUSED
        state = ClockState.PAUSED if paused else ClockState.RUNNING
    policy = policies[history.priority_at(stopped_at)]
    return SlaClock(
        kind=ClockKind.RESOLUTION,
        target=policy.resolution,
        calendar=policy.calendar,
        runs=_runs(intervals, AT_WORK, until=stopped_at),
        state=state,
        stopped_at=stopped_at,
    )


def _done_at_last(intervals: Sequence[StateInterval]) -> list[StateInterval]:
    """Return the intervals since the ticket was last open, the latest first."""
    return list(takewhile(lambda interval: interval.state.category is Category.DONE, reversed(intervals)))


def _done_since(intervals: Sequence[StateInterval]) -> datetime | None:
    done = _done_at_last(intervals)
    return done[-1].start if done else None


def _runs(
    intervals: Sequence[StateInterval], counted: AbstractSet[Category], *, until: datetime | None
) -> tuple[Run, ...]:
    runs: list[Run] = []
    for interval in intervals:
        end = interval.end if until is None else min(interval.end or until, until)
        if interval.state.category not in counted or (end is not None and end <= interval.start):
            continue
        if runs and runs[-1].end == interval.start:
            runs[-1] = Run(runs[-1].start, end)
        else:
            runs.append(Run(interval.start, end))
    return tuple(runs)
