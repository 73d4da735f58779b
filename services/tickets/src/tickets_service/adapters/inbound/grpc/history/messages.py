"""From events to messages."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from fixline.tickets.v1 import event_pb2, ticket_service_pb2
from tickets_service.adapters.inbound.grpc.comments.messages import comment_message
from tickets_service.adapters.inbound.grpc.enums import EVENT_TYPES, STATES
from tickets_service.adapters.inbound.grpc.links.messages import link_message
from tickets_service.adapters.inbound.grpc.names import ticket_name, user_name
from tickets_service.adapters.inbound.grpc.sla.messages import alert_message
from tickets_service.adapters.inbound.grpc.text_marks import mark_messages
from tickets_service.adapters.inbound.grpc.tickets.messages import rating_message
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.application.queries.history.watch_events import Watched
from tickets_service.application.views.changes import (
    Anonymization,
    AssigneeChange,
    FieldsUpdated,
    FollowerChange,
    Reminder,
    Reopening,
    StateChange,
    TagChange,
)
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.sla.alerts import Alert
from tickets_service.domain.tickets.events import NOTING
from tickets_service.domain.tickets.merging import Merging
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import TicketId

Message = event_pb2.Event


def event_message(event: EventView) -> Message:
    message = Message(
        name=f"{ticket_name(event.ticket_id)}/events/{event.id}",
        ticket=ticket_name(event.ticket_id),
        type=EVENT_TYPES[event.type],
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        create_time=timestamp(event.occurred_at),
        reason=event.reason,
        traceparent=event.traceparent,
    )
    if event.type in NOTING and isinstance(event.change, CommentView):
        # Apart, so that nobody who shows comments to users shows a note by mistake.
        message.note.CopyFrom(comment_message(event.change))
    else:
        SETTERS[type(event.change)](message, event.change)
    return message


def set_states(message: Message, change: StateChange) -> None:
    message.state.after = STATES[change.after]
    if change.before is not None:
        message.state.before = STATES[change.before]


def set_assignees(message: Message, change: AssigneeChange) -> None:
    message.assignee.before = user_name(change.before)
    message.assignee.after = user_name(change.after)


def set_reopening(message: Message, change: Reopening) -> None:
    message.reopening.count = change.count


def set_update(message: Message, change: FieldsUpdated) -> None:
    for each in change.fields:
        message.update.fields.add(
            field=each.field,
            before=each.before,
            after=each.after,
            marks_before=mark_messages(each.marks_before),
            marks_after=mark_messages(each.marks_after),
        )


def set_follower(message: Message, change: FollowerChange) -> None:
    message.follower.user = user_name(change.follower)


def set_merge(message: Message, change: Merging) -> None:
    message.merge.source = ticket_name(TicketId(change.source_id))
    message.merge.target = ticket_name(TicketId(change.target_id))


def set_reminder(message: Message, change: Reminder) -> None:
    message.reminder.ordinal = change.ordinal
    message.reminder.resolve_time.CopyFrom(timestamp(change.resolve_at))


def set_tags(message: Message, change: TagChange) -> None:
    message.tags.added.extend(change.added)
    message.tags.removed.extend(change.removed)


SETTERS: Final[Mapping[type, Callable[[Message, Any], None]]] = {
    StateChange: set_states,
    AssigneeChange: set_assignees,
    CommentView: lambda message, change: message.comment.CopyFrom(comment_message(change)),
    Rating: lambda message, change: message.rating.CopyFrom(rating_message(change)),
    Reopening: set_reopening,
    FieldsUpdated: set_update,
    FollowerChange: set_follower,
    SeenLink: lambda message, change: message.link.CopyFrom(link_message(change)),
    Merging: set_merge,
    Reminder: set_reminder,
    TagChange: set_tags,
    Anonymization: lambda _message, _change: None,
    Alert: lambda message, change: message.sla_alert.CopyFrom(alert_message(change)),
}
"""One for every kind of `Change`."""


def watched_message(watched: Watched) -> ticket_service_pb2.WatchEventsResponse:
    return ticket_service_pb2.WatchEventsResponse(
        event=event_message(watched.event) if watched.event else None, resume_token=watched.resume_token
    )
