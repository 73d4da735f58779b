"""What the clocks need to know of a ticket's history, and nothing else (decision 15)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State


@dataclass(frozen=True, slots=True)
class StateEntered:
    at: datetime
    state: State


@dataclass(frozen=True, slots=True)
class PrioritySet:
    at: datetime
    priority: Priority


@dataclass(frozen=True, slots=True)
class Responded:
    """Staff wrote a public comment, or took the ticket."""

    at: datetime


Fact = StateEntered | PrioritySet | Responded


@dataclass(frozen=True, slots=True, kw_only=True)
class StateInterval:
    """A time that a ticket spent in one state; `end` is None for the current one. May be empty."""

    state: State
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaHistory:
    """`priority` and `state` are those at creation; `facts` come in the order of the history.

    Where a replica's clock ran behind, so that a time is before that of the fact before it, the fact
    counts as if it had happened together with that one.
    """

    created_at: datetime
    priority: Priority
    state: State = State.OPEN
    facts: Sequence[Fact] = ()

    def priority_at(self, instant: datetime | None) -> Priority:
        """Return the priority at that instant, changes of the instant included; None: the latest."""
        priority = self.priority
        for at, fact in self._in_time():
            if isinstance(fact, PrioritySet) and (instant is None or at <= instant):
                priority = fact.priority
        return priority

    @property
    def responded_at(self) -> datetime | None:
        return next((at for at, fact in self._in_time() if isinstance(fact, Responded)), None)

    def intervals(self) -> list[StateInterval]:
        """Return the states in order: each begins where the one before it ends."""
        entries = [(self.created_at, self.state)]
        entries += [(at, fact.state) for at, fact in self._in_time() if isinstance(fact, StateEntered)]
        ends = [*(at for at, _ in entries[1:]), None]
        return [
            StateInterval(state=state, start=at, end=end)
            for (at, state), end in zip(entries, ends, strict=True)
        ]

    def _in_time(self) -> Iterator[tuple[datetime, Fact]]:
        latest = self.created_at
        for fact in self.facts:
            latest = max(latest, fact.at)
            yield latest, fact
