"""Between history rows and events: what changed is kept as JSON, a comment as a reference."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, Join, RowMapping, SQLColumnExpression, and_, case, cast, func, outerjoin

from tickets_service.adapters.outbound.pydantic.stored_answers import LINK, RATING
from tickets_service.adapters.outbound.sqlalchemy.comments.mapper import author_from
from tickets_service.adapters.outbound.sqlalchemy.tables.comments import CommentRow, CommentVersionRow
from tickets_service.adapters.outbound.sqlalchemy.tables.history import HistoryRow
from tickets_service.adapters.outbound.sqlalchemy.text_marks import marks_from, marks_from_json, marks_json
from tickets_service.application.views.changes import (
    Anonymization,
    AssigneeChange,
    EventChange,
    FieldsUpdated,
    FollowerChange,
    Reminder,
    Reopening,
    StateChange,
    TagChange,
)
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView, change_of
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.user import UserId
from tickets_service.domain.sla.alerts import Alert, AlertKey, Threshold
from tickets_service.domain.sla.clock import ClockKind
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import CommentId, Visibility
from tickets_service.domain.tickets.events import (
    SAYING,
    AnyTicketEvent,
    CommentAdded,
    EventType,
    FieldChange,
    TicketCreated,
)
from tickets_service.domain.tickets.merging import Merging
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import TicketId

EVENT_COLUMNS: Final = (
    HistoryRow.id,
    HistoryRow.ticket_id.label("ticket_id"),
    HistoryRow.type,
    HistoryRow.actor,
    HistoryRow.on_behalf_of,
    HistoryRow.reason,
    HistoryRow.change,
    HistoryRow.comment_id,
    HistoryRow.traceparent,
    HistoryRow.created_at,
)
SAID_COLUMNS: Final = (
    CommentRow.user_id.label("said_by"),
    CommentRow.service.label("said_by_service"),
    func.coalesce(CommentVersionRow.comment, CommentRow.comment).label("said"),
    case((CommentVersionRow.comment_id.is_not(None), CommentVersionRow.marks), else_=CommentRow.marks).label(
        "marked"
    ),
    CommentRow.created_at.label("said_at"),
    CommentRow.visibility.label("said_to"),
    CommentRow.by_staff.label("said_by_staff"),
    CommentRow.withdrawn_at.label("withdrawn_at"),
)
FIRST: Final = 1
"""The version of a comment where the event does not tell."""


def with_what_was_said(events: Any, comment_id: SQLColumnExpression[Any], change: Any) -> Join:
    """Join the comment, and its version of then unless that is still the current one."""
    version = func.coalesce(cast(change["version"].astext, Integer), FIRST)
    of_then = and_(CommentVersionRow.comment_id == comment_id, CommentVersionRow.version == version)
    return outerjoin(outerjoin(events, CommentRow, CommentRow.id == comment_id), CommentVersionRow, of_then)


def event_columns(event: AnyTicketEvent, traceparent: str) -> Mapping[str, Any]:
    """Return JSON values for every column that the database does not fill in itself."""
    change = change_of(event)
    kept = change_json(change) | more_of(event)
    return {
        "type": event.type.value,
        "actor": event.actor,
        "on_behalf_of": event.on_behalf_of,
        "reason": event.reason,
        "change": kept,
        "comment_id": change.id if isinstance(change, CommentView) else None,
        "traceparent": traceparent,
        "created_at": event.occurred_at.isoformat(),
    }


def more_of(event: AnyTicketEvent) -> dict[str, Any]:
    """Return what nobody is shown, but the SLA clocks have to know."""
    if isinstance(event, TicketCreated):
        return {"priority": event.priority.value}
    return {"by_staff": event.comment.by_staff} if isinstance(event, CommentAdded) else {}


def change_json(change: EventChange) -> dict[str, Any]:
    return KEPT[type(change)](change)


def update_json(change: FieldsUpdated) -> dict[str, Any]:
    fields = [[each.field, each.before, each.after] for each in change.fields]
    # Apart: the release before reads three values of a field.
    marks = {
        each.field: [marks_json(each.marks_before), marks_json(each.marks_after)]
        for each in change.fields
        if each.marks_before or each.marks_after
    }
    return {"fields": fields, "marks": marks} if marks else {"fields": fields}


def merging_json(change: Merging) -> dict[str, Any]:
    return {
        "ticket_id": change.ticket_id,
        "source_id": change.source_id,
        "target_id": change.target_id,
        "other_id": change.other_id,
    }


def alert_json(change: Alert) -> dict[str, Any]:
    return {
        "clock": change.key.clock.value,
        "threshold": int(change.key.threshold),
        "reached_at": change.reached_at.isoformat(),
        "superseded": change.superseded,
    }


def reminder_json(change: Reminder) -> dict[str, Any]:
    return {"ordinal": change.ordinal, "resolve_at": change.resolve_at.isoformat()}


KEPT: Final[Mapping[type, Callable[[Any], dict[str, Any]]]] = {
    StateChange: lambda change: {"before": change.before, "after": change.after},
    AssigneeChange: lambda change: {"before": change.before, "after": change.after},
    CommentView: lambda change: {"version": change.version},
    Rating: lambda change: dict(RATING.write(change)),
    Reopening: lambda change: {"count": change.count},
    FieldsUpdated: update_json,
    FollowerChange: lambda change: {"follower": change.follower},
    SeenLink: lambda change: dict(LINK.write(change)),
    Merging: merging_json,
    Reminder: reminder_json,
    Alert: alert_json,
    Anonymization: lambda _: {},
    TagChange: lambda change: {"added": list(change.added), "removed": list(change.removed)},
}
"""What is kept, for every kind of `EventChange`."""


def event_from_row(row: RowMapping) -> EventView:
    return EventView(
        id=row["id"],
        ticket_id=TicketId(row["ticket_id"]),
        type=EventType(row["type"]),
        actor=ActorName(row["actor"]),
        on_behalf_of=row["on_behalf_of"],
        occurred_at=row["created_at"],
        reason=row["reason"],
        traceparent=row["traceparent"],
        change=change_from_row(row),
    )


def change_from_row(row: RowMapping) -> EventChange:
    kind, change = EventType(row["type"]), row["change"]
    if kind in SAYING:
        version = change.get("version", FIRST)
        return CommentView(
            id=CommentId(row["comment_id"]),
            ticket_id=TicketId(row["ticket_id"]),
            author=author_from(row["said_by"], row["said_by_service"]),
            text=row["said"],
            marks=marks_from(row["said"], row["marked"]),
            created_at=row["said_at"],
            visibility=Visibility(row["said_to"]),
            version=version,
            edited_at=row["created_at"] if version > FIRST else None,
            by_staff=row["said_by_staff"],
            withdrawn_at=row["withdrawn_at"],
        )
    return CHANGES[kind](change)


def states_from(change: Mapping[str, Any]) -> StateChange:
    return StateChange(change["before"] and State(change["before"]), State(change["after"]))


def follower_from(change: Mapping[str, Any]) -> FollowerChange:
    return FollowerChange(UserId(change["follower"]))


def update_from(change: Mapping[str, Any]) -> FieldsUpdated:
    marks = change.get("marks", {})
    return FieldsUpdated(
        tuple(
            FieldChange(*each, *(marks_from_json(kept) for kept in marks.get(each[0], ())))
            for each in change["fields"]
        )
    )


def merging_from(change: Mapping[str, Any]) -> Merging:
    return Merging(
        ticket_id=change["ticket_id"], source_id=change["source_id"], target_id=change["target_id"]
    )


def reminder_from(change: Mapping[str, Any]) -> Reminder:
    return Reminder(change["ordinal"], datetime.fromisoformat(change["resolve_at"]))


def alert_from(change: Mapping[str, Any]) -> Alert:
    return Alert(
        key=AlertKey(ClockKind(change["clock"]), Threshold(change["threshold"])),
        reached_at=datetime.fromisoformat(change["reached_at"]),
        superseded=change["superseded"],
    )


CHANGES: Final[Mapping[EventType, Callable[[Mapping[str, Any]], EventChange]]] = {
    EventType.TICKET_CREATED: states_from,
    EventType.STATE_CHANGED: states_from,
    EventType.TICKET_RATED: RATING.read,
    EventType.TICKET_ASSIGNED: lambda change: AssigneeChange(change["before"], change["after"]),
    EventType.TICKET_REOPENED: lambda change: Reopening(change["count"]),
    EventType.TICKET_UPDATED: update_from,
    EventType.TICKET_FOLLOWED: follower_from,
    EventType.TICKET_UNFOLLOWED: follower_from,
    EventType.LINK_ADDED: LINK.read,
    EventType.LINK_REMOVED: LINK.read,
    EventType.TICKET_MERGED: merging_from,
    EventType.REPORTER_REMINDED: reminder_from,
    EventType.SLA_ALERT: alert_from,
    EventType.TICKET_ANONYMIZED: lambda _: Anonymization(),
    EventType.TAGS_CHANGED: lambda change: TagChange(tuple(change["added"]), tuple(change["removed"])),
}
"""How to read what changed, for every type of event but those in `SAYING`."""
