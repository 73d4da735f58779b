"""The tickets service's events as the bot's views."""

from typing import Final

from bot_service.adapters.outbound.grpc.names import ticket_number
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.adapters.outbound.grpc.views.comments import comment_view
from bot_service.adapters.outbound.grpc.views.tickets import STATE_OF, link_view
from bot_service.application.views.events import (
    AlertView,
    AssigneeView,
    EventType,
    EventView,
    FieldView,
    MergeView,
    TagsView,
)
from bot_service.application.views.tickets import Promise
from fixline.tickets.v1 import event_pb2, ticket_pb2

_EVENT_TYPE_OF: Final[dict[int, EventType]] = {
    value: EventType(name.removeprefix("EVENT_TYPE_"))
    for name, value in event_pb2.EventType.items()
    if name.removeprefix("EVENT_TYPE_") in EventType.__members__
}
_PROMISE_OF: Final[dict[int, Promise]] = {
    ticket_pb2.SLA_CLOCK_FIRST_RESPONSE: Promise.FIRST_RESPONSE,
    ticket_pb2.SLA_CLOCK_RESOLUTION: Promise.RESOLUTION,
}


def event_view(event: event_pb2.Event) -> EventView:
    change = event.WhichOneof("change")
    type_ = _EVENT_TYPE_OF.get(event.type, EventType.OTHER)
    return EventView(
        name=event.name,
        ticket=ticket_number(event.ticket),
        type=type_,
        actor=event.actor,
        create_time=time_of(event.create_time),
        traceparent=event.traceparent,
        reason=event.reason,
        assignee=AssigneeView(event.assignee.before, event.assignee.after) if change == "assignee" else None,
        merge=merge_view(event.merge) if change == "merge" else None,
        link=link_view(event.link) if change == "link" else None,
        tags=TagsView(tuple(event.tags.added), tuple(event.tags.removed)) if change == "tags" else None,
        state_after=STATE_OF.get(event.state.after),
        comment=comment_view(event.comment) if change == "comment" else None,
        note=comment_view(event.note) if change == "note" else None,
        fields=tuple(FieldView(each.field, each.before, each.after) for each in event.update.fields),
        stars=event.rating.stars if change == "rating" else None,
        rating_comment=event.rating.comment if change == "rating" else "",
        alert=alert_view(event.sla_alert) if change == "sla_alert" else None,
        resolve_time=time_of(event.reminder.resolve_time) if change == "reminder" else None,
    )


def merge_view(merge: event_pb2.Event.Merge) -> MergeView:
    return MergeView(ticket_number(merge.source), ticket_number(merge.target))


def alert_view(alert: event_pb2.Event.SlaAlert) -> AlertView | None:
    """Return None for a promise that this release does not know."""
    promise = _PROMISE_OF.get(alert.clock)
    return AlertView(promise, alert.threshold, alert.superseded) if promise else None
