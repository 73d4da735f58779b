"""Between history rows and events: what changed is kept as JSON, a comment as a reference."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import RowMapping

from tickets_service.adapters.outbound.sqlalchemy.rows import CommentRow, HistoryRow
from tickets_service.application.answers import rating_answer, rating_from
from tickets_service.application.event_views import change_of
from tickets_service.application.views import AssigneeChange, Change, CommentView, EventView, StateChange
from tickets_service.domain.actor import ActorName
from tickets_service.domain.comment import CommentId
from tickets_service.domain.events import AnyTicketEvent, EventType
from tickets_service.domain.state import State
from tickets_service.domain.ticket import TicketId
from tickets_service.domain.user import UserId

EVENT_COLUMNS: Final = (
    HistoryRow.id,
    HistoryRow.request_id,
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
    CommentRow.comment.label("said"),
    CommentRow.created_at.label("said_at"),
)


def event_columns(event: AnyTicketEvent, traceparent: str) -> Mapping[str, Any]:
    """Return JSON values for every column that the database does not fill in itself."""
    change = change_of(event)
    return {
        "type": event.type.value,
        "actor": event.actor,
        "reason": event.reason,
        "change": change_json(change),
        "comment_id": change.id if isinstance(change, CommentView) else None,
        "traceparent": traceparent,
        "created_at": event.occurred_at.isoformat(),
    }


def change_json(change: Change) -> Mapping[str, Any]:
    if isinstance(change, StateChange | AssigneeChange):
        return {"before": change.before, "after": change.after}
    return {} if isinstance(change, CommentView) else rating_answer(change)


def event_from_row(row: RowMapping) -> EventView:
    return EventView(
        id=row["id"],
        ticket_id=TicketId(row["request_id"]),
        type=EventType(row["type"]),
        actor=ActorName(row["actor"]),
        on_behalf_of=row["on_behalf_of"],
        occurred_at=row["created_at"],
        reason=row["reason"],
        traceparent=row["traceparent"],
        change=change_from_row(row),
    )


def change_from_row(row: RowMapping) -> Change:
    kind, change = EventType(row["type"]), row["change"]
    if kind is EventType.COMMENT_ADDED:
        return CommentView(
            id=CommentId(row["comment_id"]),
            ticket_id=TicketId(row["request_id"]),
            author_id=UserId(row["said_by"]),
            text=row["said"],
            created_at=row["said_at"],
        )
    if kind is EventType.TICKET_RATED:
        return rating_from(change)
    if kind is EventType.TICKET_ASSIGNED:
        return AssigneeChange(change["before"], change["after"])
    return StateChange(change["before"] and State(change["before"]), State(change["after"]))
