"""The clocks of one ticket: what they know of its history, and where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.alerts import Alert, due_alerts, next_alert_at
from tickets_service.domain.sla.history import Fact, PrioritySet, Responded, SlaHistory, StateEntered
from tickets_service.domain.sla.policies import SlaPolicies
from tickets_service.domain.sla.standing import (
    NOT_COMPUTABLE,
    SlaRecord,
    SlaStanding,
    reckon,
    without_due_times,
)
from tickets_service.domain.state import Category, State
from tickets_service.domain.tickets.events import (
    AnyTicketEvent,
    CommentAdded,
    StateChanged,
    TicketAssigned,
    TicketUpdated,
)


@dataclass(slots=True, kw_only=True)
class TicketClocks:
    """`record` is None for a ticket older than the clocks, until the worker has read its history."""

    record: SlaRecord | None = None
    standing: SlaStanding = field(default_factory=SlaStanding)
    moved: bool = False
    """Something happened that the standing does not take into account yet."""

    @classmethod
    def start(cls, *, now: datetime, priority: Priority) -> "TicketClocks":
        return cls(record=SlaRecord(history=SlaHistory(created_at=now, priority=priority)), moved=True)

    @property
    def first_response(self) -> timedelta | None:
        """How long after its creation staff responded to the ticket; None where they have not, or nobody knows."""
        history = None if self.record is None else self.record.history
        if history is None or history.responded_at is None:
            return None
        return history.responded_at - history.created_at

    def learn(self, event: AnyTicketEvent) -> None:
        """Take in what happened; alerts are no news to the clocks that raised them."""
        if self.record is None:
            return
        before = self.record
        for fact in facts_in(event):
            self.record = self.record.told(fact)
        self.moved = self.moved or self.record is not before

    def reckon(self, policies: SlaPolicies) -> None:
        """Bring the standing up to date; what cannot be computed here and now is left to the worker."""
        if self.record is None or not self.moved:
            return
        try:
            self.standing, _ = reckon(self.record, policies, before=self.standing)
        except NOT_COMPUTABLE:
            self.standing = without_due_times(self.record)
        self.moved = False

    def review(self, record: SlaRecord, policies: SlaPolicies, *, now: datetime, quiet: bool) -> list[Alert]:
        """Start anew from what the history says; return the alerts that are due and not in it.

        `quiet`: there are none, now and later, unless the history goes on. Where it cannot be computed,
        keep the ticket out of the way until the policies change, and raise what `standing.reckon` raises.
        """
        try:
            standing, clocks = reckon(record, policies, before=self.standing)
        except NOT_COMPUTABLE:
            self.record, self.standing = record, without_due_times(record, revision=policies.revision)
            raise
        alerts = [] if quiet else due_alerts(clocks, now=now, recorded=record.alerts)
        for alert in alerts:
            record = record.alerted(alert.key)
        following = None if quiet else next_alert_at(clocks, recorded=record.alerts)
        self.record, self.standing = record, replace(standing, next_alert_at=following)
        self.moved = False
        return alerts


def facts_in(event: AnyTicketEvent) -> Iterator[Fact]:
    """Tell what an event means to the clocks.

    Staff respond by a public comment, by taking the ticket, or by what they say it waits for, which its reporter reads.
    """
    at = event.occurred_at
    if isinstance(event, StateChanged):
        if is_taking(event.before, event.after) or event.after.category is Category.PAUSED:
            yield Responded(at)
        yield StateEntered(at, event.after)
    elif isinstance(event, TicketAssigned):
        if event.after is not None and event.actor == f"users/{event.after}":
            yield Responded(at)
    elif isinstance(event, CommentAdded):
        if event.comment.by_staff:
            yield Responded(at)
    elif isinstance(event, TicketUpdated):
        for change in event.fields:
            if change.field == "priority":
                yield PrioritySet(at, Priority(change.after))


def is_taking(before: State, after: State) -> bool:
    """Work on an open ticket begins by taking it, and in no other way."""
    return before is State.OPEN and after is State.IN_PROGRESS
