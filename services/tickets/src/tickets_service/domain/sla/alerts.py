"""When people have to be told that a promise is about to be broken, or is."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

from tickets_service.domain.sla.clock import ClockKind, ClockState, SlaClock


class Threshold(IntEnum):
    """In percent of the target."""

    WARNING_75 = 75
    WARNING_90 = 90
    BREACH = 100


THRESHOLDS: Final = tuple(Threshold)
TOLD_AT_LAST: Final = (Threshold.BREACH,)
STOPPED: Final = frozenset({ClockState.FINISHED, ClockState.DROPPED})


@dataclass(frozen=True, slots=True)
class AlertKey:
    """What is recorded of an alert; no ticket has the same one twice."""

    clock: ClockKind
    threshold: Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """`reached_at` is when the threshold was passed, however late that is noticed.

    `superseded`: a higher threshold of the clock is passed too, so that this one belongs in the history
    but needs no message of its own.
    """

    key: AlertKey
    reached_at: datetime
    superseded: bool


def due_alerts(clocks: Iterable[SlaClock], *, now: datetime, recorded: AbstractSet[AlertKey]) -> list[Alert]:
    """Return what was reached by `now` and is not recorded, in the order in which it was reached.

    A clock that stopped has no use for warnings any more, but its breach is still told. What is recorded
    stays so, whatever the priority becomes: each is told once per ticket and clock.
    """
    due = [(reached_at, key) for reached_at, key in _unrecorded(clocks, recorded) if reached_at <= now]
    known = recorded | {key for _, key in due}
    due.sort(key=lambda each: (each[0], each[1].threshold))
    return [
        Alert(
            key=key,
            reached_at=reached_at,
            superseded=any(other.clock is key.clock and other.threshold > key.threshold for other in known),
        )
        for reached_at, key in due
    ]


def next_alert_at(clocks: Iterable[SlaClock], *, recorded: AbstractSet[AlertKey]) -> datetime | None:
    """Return when `due_alerts` will next have something to tell; in the past when it has already.

    None when nothing will come unless the history goes on: everything is recorded, or no clock runs.
    """
    # A clock reaches its thresholds in their order, so its first one is enough.
    firsts = (next(_unrecorded([clock], recorded), None) for clock in clocks)
    return min((first[0] for first in firsts if first is not None), default=None)


def _unrecorded(
    clocks: Iterable[SlaClock], recorded: AbstractSet[AlertKey]
) -> Iterator[tuple[datetime, AlertKey]]:
    for clock in clocks:
        for threshold in TOLD_AT_LAST if clock.state in STOPPED else THRESHOLDS:
            key = AlertKey(clock.kind, threshold)
            reached_at = None if key in recorded else clock.reached_at(threshold)
            if reached_at is not None:
                yield reached_at, key
