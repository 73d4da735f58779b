"""The other services' messages as the bot's views."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from google.protobuf.timestamp_pb2 import Timestamp

from bot_service.adapters.outbound.grpc.names import place_code, ticket_number
from bot_service.adapters.outbound.grpc.text_marks import marks_of
from bot_service.application.ports.people.users import DEFAULT_ZONE, UserView
from bot_service.application.views.comments import CommentView
from bot_service.application.views.events import (
    AlertView,
    AssigneeView,
    EventType,
    EventView,
    FieldView,
    MergeView,
    TagsView,
)
from bot_service.application.views.files import FileView
from bot_service.application.views.tickets import LinkKind, LinkView, Promise, TicketState, TicketView, Verb
from bot_service.domain.files.attachment import TelegramKind
from bot_service.domain.people.absence import Absence
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority
from bot_service.domain.words.visible import visible_name
from fixline.files.v1 import file_pb2
from fixline.tickets.v1 import event_pb2, link_pb2, ticket_pb2, user_pb2

PRIORITIES: Final = {
    Priority.LOW: ticket_pb2.PRIORITY_LOW,
    Priority.MEDIUM: ticket_pb2.PRIORITY_MEDIUM,
    Priority.HIGH: ticket_pb2.PRIORITY_HIGH,
    Priority.URGENT: ticket_pb2.PRIORITY_URGENT,
}
_PRIORITY_OF: Final = {value: priority for priority, value in PRIORITIES.items()}
NOT_OVER: Final = (ticket_pb2.Ticket.CATEGORY_ACTIVE, ticket_pb2.Ticket.CATEGORY_PAUSED)
"""The categories of tickets that somebody is still to do something about."""
STATE_OF: Final[dict[int, TicketState]] = {
    value: TicketState(name.removeprefix("STATE_"))
    for name, value in ticket_pb2.Ticket.State.items()
    if value != ticket_pb2.Ticket.STATE_UNSPECIFIED
}
_EVENT_TYPE_OF: Final[dict[int, EventType]] = {
    value: EventType(name.removeprefix("EVENT_TYPE_"))
    for name, value in event_pb2.EventType.items()
    if name.removeprefix("EVENT_TYPE_") in EventType.__members__
}
ROLE_OF: Final[Mapping[user_pb2.Role.ValueType, Role]] = {
    user_pb2.ROLE_USER: Role.USER,
    user_pb2.ROLE_AGENT: Role.AGENT,
    user_pb2.ROLE_DISPATCHER: Role.DISPATCHER,
    user_pb2.ROLE_ADMIN: Role.ADMIN,
    user_pb2.ROLE_AUDITOR: Role.AUDITOR,
}
STAFF: Final = tuple(value for value, role in ROLE_OF.items() if role.is_staff)
ROLES: Final = {role: value for value, role in ROLE_OF.items()}
_VERB_OF: Final[dict[int, Verb]] = {
    value: Verb(name.removeprefix("VERB_"))
    for name, value in ticket_pb2.Ticket.Verb.items()
    if name.removeprefix("VERB_") in Verb.__members__
}
_PROMISE_OF: Final[dict[int, Promise]] = {
    ticket_pb2.SLA_CLOCK_FIRST_RESPONSE: Promise.FIRST_RESPONSE,
    ticket_pb2.SLA_CLOCK_RESOLUTION: Promise.RESOLUTION,
}
_OUTGOING: Final = link_pb2.Link.DIRECTION_OUTGOING
_INCOMING: Final = link_pb2.Link.DIRECTION_INCOMING
LINK_KINDS: Final[
    Mapping[LinkKind, tuple[link_pb2.Link.Kind.ValueType, link_pb2.Link.Direction.ValueType]]
] = {
    LinkKind.RELATED: (link_pb2.Link.KIND_RELATED, link_pb2.Link.DIRECTION_UNSPECIFIED),
    LinkKind.BLOCKS: (link_pb2.Link.KIND_BLOCKS, _OUTGOING),
    LinkKind.BLOCKED_BY: (link_pb2.Link.KIND_BLOCKS, _INCOMING),
    LinkKind.PARENT_OF: (link_pb2.Link.KIND_PARENT, _OUTGOING),
    LinkKind.PART_OF: (link_pb2.Link.KIND_PARENT, _INCOMING),
    LinkKind.SPLIT_FROM: (link_pb2.Link.KIND_SPLIT_FROM, _OUTGOING),
    LinkKind.SPLIT_INTO: (link_pb2.Link.KIND_SPLIT_FROM, _INCOMING),
    LinkKind.FOLLOW_UP_OF: (link_pb2.Link.KIND_FOLLOW_UP_OF, _OUTGOING),
    LinkKind.FOLLOWED_UP_BY: (link_pb2.Link.KIND_FOLLOW_UP_OF, _INCOMING),
    LinkKind.DUPLICATE_OF: (link_pb2.Link.KIND_DUPLICATE_OF, _OUTGOING),
    LinkKind.DUPLICATED_BY: (link_pb2.Link.KIND_DUPLICATE_OF, _INCOMING),
}
_LINK_KIND_OF: Final = {value: kind for kind, value in LINK_KINDS.items()}
FILE_TYPES: Final = {
    "photo": file_pb2.FILE_TYPE_PHOTO,
    "video": file_pb2.FILE_TYPE_VIDEO,
    "voice": file_pb2.FILE_TYPE_VOICE,
    "document": file_pb2.FILE_TYPE_DOCUMENT,
}
TELEGRAM_KINDS: Final = {
    TelegramKind.UNKNOWN: file_pb2.TELEGRAM_KIND_UNSPECIFIED,
    TelegramKind.PHOTO: file_pb2.TELEGRAM_KIND_PHOTO,
    TelegramKind.VIDEO: file_pb2.TELEGRAM_KIND_VIDEO,
    TelegramKind.ANIMATION: file_pb2.TELEGRAM_KIND_ANIMATION,
    TelegramKind.VIDEO_NOTE: file_pb2.TELEGRAM_KIND_VIDEO_NOTE,
    TelegramKind.VOICE: file_pb2.TELEGRAM_KIND_VOICE,
    TelegramKind.AUDIO: file_pb2.TELEGRAM_KIND_AUDIO,
    TelegramKind.DOCUMENT: file_pb2.TELEGRAM_KIND_DOCUMENT,
}
_TELEGRAM_KIND_OF: Final = {value: kind for kind, value in TELEGRAM_KINDS.items()}
MAX_DISPLAY_NAME: Final = 128
_KIND_OF: Final = {value: kind for kind, value in FILE_TYPES.items()}


def state_of(state: ticket_pb2.Ticket.State.ValueType) -> TicketState:
    """Raises KeyError for a state that this release does not know."""
    return STATE_OF[state]


def time_of(timestamp: Timestamp) -> datetime:
    return timestamp.ToDatetime(tzinfo=UTC)


def ticket_view(ticket: ticket_pb2.Ticket) -> TicketView:
    """A priority that this release does not know reads as MEDIUM; raises KeyError for such a state."""
    return TicketView(
        number=ticket_number(ticket.name),
        title=ticket.title,
        description=ticket.description,
        description_marks=marks_of(ticket.description_marks),
        location=ticket.location,
        place=place_code(ticket.location_node),
        state=STATE_OF[ticket.state],
        priority=_PRIORITY_OF.get(ticket.priority, Priority.MEDIUM),
        reporter=ticket.reporter,
        assignee=ticket.assignee,
        attachments=tuple(ticket.attachments),
        create_time=time_of(ticket.create_time),
        etag=ticket.etag,
        stars=ticket.rating.stars if ticket.HasField("rating") else None,
        rating_comment=ticket.rating.comment,
        rate_time=time_of(ticket.rating.create_time) if ticket.HasField("rating") else None,
        resolution=ticket.resolution,
        reopen_count=ticket.reopen_count,
        follower_count=ticket.follower_count,
        duplicate_of=ticket_number(ticket.duplicate_of) if ticket.duplicate_of else None,
        done=ticket.category == ticket_pb2.Ticket.CATEGORY_DONE,
        due=_due(ticket.sla),
        next_due=time_of(ticket.sla.next_due_time) if ticket.sla.HasField("next_due_time") else None,
        tags=tuple(ticket.tags),
        origin=ticket.origin,
        is_anonymized=ticket.HasField("anonymize_time"),
        allowed_verbs=verbs_of(ticket.allowed_verbs),
    )


def _due(sla: ticket_pb2.Ticket.Sla) -> Mapping[Promise, datetime]:
    clocks = {Promise.FIRST_RESPONSE: sla.first_response, Promise.RESOLUTION: sla.resolution}
    return {
        promise: time_of(clock.due_time) for promise, clock in clocks.items() if clock.HasField("due_time")
    }


def verbs_of(verbs: Iterable[int]) -> frozenset[Verb]:
    """Leave out those that this release does not know."""
    return frozenset(_VERB_OF[verb] for verb in verbs if verb in _VERB_OF)


def comment_view(comment: ticket_pb2.Comment) -> CommentView:
    return CommentView(
        author=comment.author,
        text=comment.text,
        create_time=time_of(comment.create_time),
        by_staff=comment.by_staff,
        internal=comment.visibility == ticket_pb2.Comment.VISIBILITY_INTERNAL,
        name=comment.name,
        withdrawn=comment.HasField("withdraw_time"),
        marks=marks_of(comment.marks),
    )


def user_view(user: user_pb2.User) -> UserView:
    """A role that this release does not know is a plain user's: it shows the least.

    Whoever registers a person may do so under a name of which nothing shows.
    """
    display_name = visible_name(user.display_name, MAX_DISPLAY_NAME)
    return UserView(
        name=user.name,
        telegram_id=user.telegram_id,
        display_name=display_name or user.username or str(user.telegram_id),
        username=user.username,
        role=ROLE_OF.get(user.role, Role.USER),
        active=user.active,
        language=user.language,
        time_zone=user.time_zone or DEFAULT_ZONE,
        absence=absence_of(user),
        contact=user.contact,
        introducer=user.introducer,
    )


def absence_of(user: user_pb2.User) -> Absence | None:
    if not user.HasField("absence"):
        return None
    return Absence(starts=time_of(user.absence.start_time), ends=time_of(user.absence.end_time))


def file_view(file: file_pb2.File) -> FileView:
    return FileView(
        name=file.name,
        kind=_KIND_OF.get(file.type, "document"),
        file_name=file.file_name,
        content_type=file.content_type,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        telegram_file_id=file.telegram_file_id,
        telegram_kind=_TELEGRAM_KIND_OF.get(file.telegram_kind, TelegramKind.UNKNOWN),
        uploader=file.uploader,
        internal=file.internal,
    )


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


def link_view(link: link_pb2.Link) -> LinkView:
    """What this release does not know has to do with each other all the same."""
    kind = _LINK_KIND_OF.get((link.kind, link.direction), LinkKind.RELATED)
    return LinkView(name=link.name, other=ticket_number(link.other), kind=kind)


def alert_view(alert: event_pb2.Event.SlaAlert) -> AlertView | None:
    """Return None for a promise that this release does not know."""
    promise = _PROMISE_OF.get(alert.clock)
    return AlertView(promise, alert.threshold, alert.superseded) if promise else None
