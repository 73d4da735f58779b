"""A clock that counts business time towards a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from tickets_service.domain.sla.calendar import BusinessCalendar

EVERY_HOUR: Final = BusinessCalendar()


class ClockKind(StrEnum):
    FIRST_RESPONSE = "FIRST_RESPONSE"
    RESOLUTION = "RESOLUTION"


class ClockState(StrEnum):
    """What a clock does now. A done ticket that is reopened sets its clocks going again."""

    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    FINISHED = "FINISHED"
    """What was promised happened, in time or not."""
    DROPPED = "DROPPED"
    """It will not happen any more: the ticket was cancelled, rejected or merged."""


class Outcome(StrEnum):
    PENDING = "PENDING"
    MET = "MET"
    BREACHED = "BREACHED"
    """The target was used up, whether the work was finished since or not."""
    DROPPED = "DROPPED"
    """Neither kept nor broken: counts in no statistics."""


@dataclass(frozen=True, slots=True)
class Run:
    """A time in which the clock ran: [start, end); only the last may be open (`end` is None)."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaClock:
    """One clock of one ticket, as its history tells; it holds no counter.

    `target` and everything elapsed is business time of `calendar`. `stopped_at` is set exactly when the
    clock is FINISHED or DROPPED. Times before a run began count as its beginning, so that a `now` of a
    clock that runs behind does no harm. Where a calendar lacks the time, methods and properties that
    tell an instant raise `TooLittleWorkingTimeError`.
    """

    kind: ClockKind
    target: timedelta
    calendar: BusinessCalendar
    runs: Sequence[Run]
    state: ClockState
    stopped_at: datetime | None

    @classmethod
    def settled(
        cls, kind: ClockKind, state: ClockState, *, start: datetime, stopped_at: datetime, due_at: datetime
    ) -> "SlaClock":
        """Return a clock that stopped, of which only its due time is known any more: it counted every hour."""
        return cls(
            kind=kind,
            target=due_at - start,
            calendar=EVERY_HOUR,
            runs=(Run(start, stopped_at),),
            state=state,
            stopped_at=stopped_at,
        )

    def elapsed(self, now: datetime) -> timedelta:
        """Return the time counted until `now`, which the target does not limit."""
        return sum((self._length(run, now) for run in self.runs), timedelta())

    def remaining(self, now: datetime) -> timedelta:
        """Return what is left of the target: 0 once it is used up."""
        return max(self.target - self.elapsed(now), timedelta())

    def fraction(self, now: datetime) -> float:
        """Return the elapsed part of the target: from 0 on, and over 1 after a breach."""
        return self.elapsed(now) / self.target

    def breached(self, now: datetime) -> bool:
        """Tell whether the target was used up by `now`: from the due time on, not after it."""
        return self.elapsed(now) >= self.target

    def outcome(self, now: datetime) -> Outcome:
        if self.breached(now):
            return Outcome.BREACHED
        if self.state is ClockState.FINISHED:
            return Outcome.MET
        return Outcome.DROPPED if self.state is ClockState.DROPPED else Outcome.PENDING

    def reached_at(self, percent: int) -> datetime | None:
        """Return the instant at which that much of the target was, or will be, used up.

        None where no run gets so far: a paused clock that resumes, or one that goes on after a reopening,
        may yet. `percent` is greater than 0.
        """
        left = self.target * percent / 100
        for run in self.runs:
            if run.end is None or left <= (length := self._length(run, run.end)):
                return self.calendar.add_business_time(run.start, left)
            left -= length
        return None

    @property
    def due_at(self) -> datetime | None:
        """When the target is, was or would have been used up; every pause moves it.

        A breached clock keeps the instant of the breach. A running one tells when it will be breached. A
        paused one has none until it resumes. One that stopped in time tells what it had to keep: when
        the target would have been used up, had the clock run on from `stopped_at`.
        """
        reached = self.reached_at(100)
        if reached is None and self.stopped_at is not None:
            return self.calendar.add_business_time(self.stopped_at, self.remaining(self.stopped_at))
        return reached

    def _length(self, run: Run, now: datetime) -> timedelta:
        end = now if run.end is None else min(run.end, now)
        return self.calendar.business_time_between(run.start, max(run.start, end))
