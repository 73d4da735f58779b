"""Between columns and where the clocks of a ticket stand."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from fixline_chassis.driver.statements import Row
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.user import STAFF, Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.alerts import AlertKey, Threshold
from tickets_service.domain.sla.clock import ClockKind
from tickets_service.domain.sla.history import Fact, PrioritySet, Responded, SlaHistory, StateEntered
from tickets_service.domain.sla.standing import SlaRecord, SlaStanding
from tickets_service.domain.state import State
from tickets_service.domain.tickets.clocks import TicketClocks, facts_in
from tickets_service.domain.tickets.events import (
    EventType,
    FieldChange,
    StateChanged,
    TicketAssigned,
    TicketUpdated,
)

STATE: Final = "STATE"
PRIORITY: Final = "PRIORITY"
RESPONSE: Final = "RESPONSE"


def clock_columns(clocks: TicketClocks) -> Mapping[str, Any]:
    standing = clocks.standing
    return {
        "sla_facts": clocks.record and record_json(clocks.record),
        "sla_revision": standing.revision,
        "first_responded_at": standing.first_responded_at,
        "first_response_due_at": standing.first_response_due_at,
        "resolution_stopped_at": standing.resolution_stopped_at,
        "resolution_due_at": standing.resolution_due_at,
        "sla_due_at": standing.next_due_at,
        "sla_next_alert_at": standing.next_alert_at,
    }


def clocks_from_row(row: Row) -> TicketClocks:
    facts = row["sla_facts"]
    return TicketClocks(record=facts and record_from(facts, row["created_at"]), standing=standing_from(row))


def standing_from(row: Row) -> SlaStanding:
    return SlaStanding(
        revision=row["sla_revision"],
        first_responded_at=row["first_responded_at"],
        first_response_due_at=row["first_response_due_at"],
        resolution_stopped_at=row["resolution_stopped_at"],
        resolution_due_at=row["resolution_due_at"],
        next_due_at=row["sla_due_at"],
        next_alert_at=row["sla_next_alert_at"],
    )


def record_json(record: SlaRecord) -> Mapping[str, Any]:
    return {
        "priority": record.history.priority.value,
        "facts": [fact_json(fact) for fact in record.history.facts],
        "alerts": sorted([key.clock.value, int(key.threshold)] for key in record.alerts),
    }


def fact_json(fact: Fact) -> list[str]:
    at = fact.at.isoformat()
    match fact:
        case StateEntered():
            return [STATE, at, fact.state.value]
        case PrioritySet():
            return [PRIORITY, at, fact.priority.value]
        case Responded():
            return [RESPONSE, at]


def record_from(kept: Mapping[str, Any], created_at: datetime) -> SlaRecord:
    history = SlaHistory(
        created_at=created_at,
        priority=Priority(kept["priority"]),
        facts=tuple(fact_from(*each) for each in kept["facts"]),
    )
    return SlaRecord(history=history, alerts=frozenset(key_from(*each) for each in kept["alerts"]))


def fact_from(kind: str, at: str, value: str = "") -> Fact:
    moment = datetime.fromisoformat(at)
    if kind == STATE:
        return StateEntered(moment, State(value))
    return PrioritySet(moment, Priority(value)) if kind == PRIORITY else Responded(moment)


def key_from(clock: str, threshold: int) -> AlertKey:
    return AlertKey(ClockKind(clock), Threshold(threshold))


def facts_from_row(row: Row) -> Iterator[Fact]:
    """Tell what a history row means to the clocks."""
    at, change, actor = row["created_at"], row["change"], ActorName(row["actor"])
    kind = EventType(row["type"])
    if kind is EventType.STATE_CHANGED:
        before, after = State(change["before"]), State(change["after"])
        yield from facts_in(StateChanged(actor=actor, occurred_at=at, before=before, after=after))
    elif kind is EventType.TICKET_ASSIGNED:
        yield from facts_in(TicketAssigned(actor=actor, occurred_at=at, **change))
    elif kind is EventType.TICKET_UPDATED:
        fields = tuple(FieldChange(*each) for each in change["fields"])
        yield from facts_in(TicketUpdated(actor=actor, occurred_at=at, fields=fields))
    elif kind is EventType.COMMENT_ADDED and change.get("by_staff", by_staff_today(row)):
        yield Responded(at)


def by_staff_today(row: Row) -> bool:
    """Judge a comment from a time when the history did not tell."""
    role = row["said_by_role"]
    return role is not None and Role(role) in STAFF and row["said_by"] != row["reporter_id"]


def first_priority_from(row: Row) -> Priority | None:
    """Return the priority at creation, where the row tells: it does not in the history of earlier releases.

    There, the first change of the priority does.
    """
    kind, change = EventType(row["type"]), row["change"]
    if kind is EventType.TICKET_CREATED:
        known = change.get("priority")
        return known and Priority(known)
    if kind is EventType.TICKET_UPDATED:
        return next((Priority(before) for name, before, _ in change["fields"] if name == "priority"), None)
    return None
