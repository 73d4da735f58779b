"""What is kept of a ticket's clocks between two changes, so that lists and the worker need not compute it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from tickets_service.domain.sla.alerts import AlertKey, next_alert_at
from tickets_service.domain.sla.clock import ClockState, SlaClock
from tickets_service.domain.sla.clocks import SlaClocks
from tickets_service.domain.sla.errors import TooLittleWorkingTimeError
from tickets_service.domain.sla.history import Fact, Responded, SlaHistory
from tickets_service.domain.sla.policies import HELD, NEVER_RECKONED, SlaPolicies, SlaPolicyUnusableError
from tickets_service.domain.sla.policy import DEFAULT_POLICIES
from tickets_service.domain.state import COMPLETED, Category, State

NOT_COMPUTABLE: Final = (TooLittleWorkingTimeError, SlaPolicyUnusableError)
RESOLUTION_STATES: Final[Mapping[Category, ClockState]] = MappingProxyType(
    {
        Category.ACTIVE: ClockState.RUNNING,
        Category.PAUSED: ClockState.PAUSED,
        Category.DONE: ClockState.DROPPED,
    }
)
"""Of the work that was not completed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaRecord:
    """What the history of one ticket says that matters to its clocks, and which alerts are in it."""

    history: SlaHistory
    alerts: frozenset[AlertKey] = field(default_factory=frozenset)

    def told(self, fact: Fact) -> "SlaRecord":
        """Add what happened last; only the first response of all is of any use."""
        if isinstance(fact, Responded) and self.history.responded_at is not None:
            return self
        return replace(self, history=replace(self.history, facts=(*self.history.facts, fact)))

    def alerted(self, key: AlertKey) -> "SlaRecord":
        return replace(self, alerts=self.alerts | {key})


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaStanding:
    """Everything here follows from the record and the policies of `revision`; nothing is ever counted up.

    The due times are those of `SlaClock.due_at`: None while the resolution is paused and not breached, and
    where they cannot be computed. `next_due_at` is the earlier one that is still to be kept, so the ticket is
    overdue from then on; None when nothing is.
    """

    revision: int = NEVER_RECKONED
    first_responded_at: datetime | None = None
    first_response_due_at: datetime | None = None
    resolution_stopped_at: datetime | None = None
    resolution_due_at: datetime | None = None
    next_due_at: datetime | None = None
    next_alert_at: datetime | None = None

    @property
    def known(self) -> bool:
        return self.revision not in {NEVER_RECKONED, HELD}


def first_response_state(standing: SlaStanding, state: State) -> ClockState:
    if standing.first_responded_at is not None:
        return ClockState.FINISHED
    return ClockState.DROPPED if state.category is Category.DONE else ClockState.RUNNING


def resolution_state(state: State) -> ClockState:
    if state in COMPLETED:
        return ClockState.FINISHED
    return RESOLUTION_STATES[state.category]


def reckon(
    record: SlaRecord, policies: SlaPolicies, *, before: SlaStanding
) -> tuple[SlaStanding, tuple[SlaClock, SlaClock]]:
    """Return where the clocks stand, and the clocks themselves.

    Policies change only what has not happened yet: a clock that had finished `before` keeps its due time, so
    that no promise is broken, or mended, afterwards. Raise `TooLittleWorkingTimeError` or
    `SlaPolicyUnusableError` when it cannot be computed.
    """
    found = SlaClocks.of(record.history, policies.by_priority)
    start = record.history.created_at
    first = _settled(found.first_response, start, before.first_responded_at, before.first_response_due_at)
    resolution = _settled(found.resolution, start, before.resolution_stopped_at, before.resolution_due_at)
    first_due_at, resolution_due_at = first.due_at, resolution.due_at
    still_due = [
        due_at
        for clock, due_at in ((first, first_due_at), (resolution, resolution_due_at))
        if clock.stopped_at is None and due_at is not None
    ]
    standing = SlaStanding(
        revision=policies.revision,
        first_responded_at=_finished_at(first),
        first_response_due_at=first_due_at,
        resolution_stopped_at=resolution.stopped_at,
        resolution_due_at=resolution_due_at,
        next_due_at=min(still_due, default=None),
        next_alert_at=next_alert_at((first, resolution), recorded=record.alerts),
    )
    return standing, (first, resolution)


def without_due_times(record: SlaRecord, *, revision: int = NEVER_RECKONED) -> SlaStanding:
    """Return what can be said where nothing can be computed: when the clocks stopped."""
    clocks = SlaClocks.of(record.history, DEFAULT_POLICIES)
    return SlaStanding(
        revision=revision,
        first_responded_at=_finished_at(clocks.first_response),
        resolution_stopped_at=clocks.resolution.stopped_at,
    )


def _finished_at(clock: SlaClock) -> datetime | None:
    return clock.stopped_at if clock.state is ClockState.FINISHED else None


def _settled(
    clock: SlaClock, start: datetime, stopped_at: datetime | None, due_at: datetime | None
) -> SlaClock:
    if clock.stopped_at is None or clock.stopped_at != stopped_at or due_at is None:
        return clock
    return SlaClock.settled(clock.kind, clock.state, start=start, stopped_at=stopped_at, due_at=due_at)
