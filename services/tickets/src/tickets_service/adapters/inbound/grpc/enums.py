"""Enums on the wire and in the domain: one table per enum, both ways."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from fixline.tickets.v1 import (
    event_pb2,
    invite_pb2,
    link_pb2,
    location_pb2,
    location_service_pb2,
    old_file_pb2,
    old_file_service_pb2,
    report_service_pb2,
    search_pb2,
    sla_pb2,
    text_mark_pb2,
    ticket_pb2,
    ticket_service_pb2,
    user_pb2,
)
from tickets_service.application.ports.tickets.reader import Listing
from tickets_service.application.queries.search.highlights import Field
from tickets_service.application.ticket_order import Order
from tickets_service.application.views.audit import AuditKind
from tickets_service.domain.links.link import Direction, LinkKind
from tickets_service.domain.marks import MarkKind
from tickets_service.domain.origins.old_file import FetchOutcome, OldFileKind, OldFileState
from tickets_service.domain.people.events import UserEventType
from tickets_service.domain.people.invite import InviteState
from tickets_service.domain.people.user import Role
from tickets_service.domain.places.events import LocationEventType
from tickets_service.domain.places.import_plan import ImportFault
from tickets_service.domain.places.location import LocationKind
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.changes import SlaChangeType
from tickets_service.domain.sla.clock import ClockKind, ClockState
from tickets_service.domain.state import Category, State
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations

W = TypeVar("W", bound=int)
D = TypeVar("D")
U = TypeVar("U")

AUDIT_KINDS: Final[Mapping[AuditKind, report_service_pb2.AuditEvent.Kind.ValueType]] = {
    AuditKind.TICKET: report_service_pb2.AuditEvent.KIND_TICKET,
    AuditKind.USER: report_service_pb2.AuditEvent.KIND_USER,
    AuditKind.LOCATION: report_service_pb2.AuditEvent.KIND_LOCATION,
    AuditKind.SLA: report_service_pb2.AuditEvent.KIND_SLA,
    AuditKind.RETENTION: report_service_pb2.AuditEvent.KIND_RETENTION,
}
STATES: Final[Mapping[State, ticket_pb2.Ticket.State.ValueType]] = {
    State.OPEN: ticket_pb2.Ticket.STATE_OPEN,
    State.IN_PROGRESS: ticket_pb2.Ticket.STATE_IN_PROGRESS,
    State.WAITING_REPORTER: ticket_pb2.Ticket.STATE_WAITING_REPORTER,
    State.WAITING_VENDOR: ticket_pb2.Ticket.STATE_WAITING_VENDOR,
    State.RESOLVED: ticket_pb2.Ticket.STATE_RESOLVED,
    State.CLOSED: ticket_pb2.Ticket.STATE_CLOSED,
    State.CANCELLED: ticket_pb2.Ticket.STATE_CANCELLED,
    State.REJECTED: ticket_pb2.Ticket.STATE_REJECTED,
    State.DUPLICATE: ticket_pb2.Ticket.STATE_DUPLICATE,
}
CATEGORIES: Final[Mapping[Category, ticket_pb2.Ticket.Category.ValueType]] = {
    Category.ACTIVE: ticket_pb2.Ticket.CATEGORY_ACTIVE,
    Category.PAUSED: ticket_pb2.Ticket.CATEGORY_PAUSED,
    Category.DONE: ticket_pb2.Ticket.CATEGORY_DONE,
}
VISIBILITIES: Final[Mapping[Visibility, ticket_pb2.Comment.Visibility.ValueType]] = {
    Visibility.PUBLIC: ticket_pb2.Comment.VISIBILITY_PUBLIC,
    Visibility.INTERNAL: ticket_pb2.Comment.VISIBILITY_INTERNAL,
}
PRIORITIES: Final[Mapping[Priority, ticket_pb2.Priority.ValueType]] = {
    Priority.LOW: ticket_pb2.PRIORITY_LOW,
    Priority.MEDIUM: ticket_pb2.PRIORITY_MEDIUM,
    Priority.HIGH: ticket_pb2.PRIORITY_HIGH,
    Priority.URGENT: ticket_pb2.PRIORITY_URGENT,
}
ROLES: Final[Mapping[Role, user_pb2.Role.ValueType]] = {
    Role.USER: user_pb2.ROLE_USER,
    Role.AGENT: user_pb2.ROLE_AGENT,
    Role.DISPATCHER: user_pb2.ROLE_DISPATCHER,
    Role.ADMIN: user_pb2.ROLE_ADMIN,
    Role.AUDITOR: user_pb2.ROLE_AUDITOR,
}
EVENT_TYPES: Final[Mapping[EventType, event_pb2.EventType.ValueType]] = {
    EventType.TICKET_CREATED: event_pb2.EVENT_TYPE_TICKET_CREATED,
    EventType.TICKET_ASSIGNED: event_pb2.EVENT_TYPE_TICKET_ASSIGNED,
    EventType.STATE_CHANGED: event_pb2.EVENT_TYPE_STATE_CHANGED,
    EventType.COMMENT_ADDED: event_pb2.EVENT_TYPE_COMMENT_ADDED,
    EventType.TICKET_RATED: event_pb2.EVENT_TYPE_TICKET_RATED,
    EventType.TICKET_REOPENED: event_pb2.EVENT_TYPE_TICKET_REOPENED,
    EventType.TICKET_UPDATED: event_pb2.EVENT_TYPE_TICKET_UPDATED,
    EventType.COMMENT_EDITED: event_pb2.EVENT_TYPE_COMMENT_EDITED,
    EventType.NOTE_ADDED: event_pb2.EVENT_TYPE_NOTE_ADDED,
    EventType.NOTE_EDITED: event_pb2.EVENT_TYPE_NOTE_EDITED,
    EventType.TICKET_FOLLOWED: event_pb2.EVENT_TYPE_TICKET_FOLLOWED,
    EventType.TICKET_UNFOLLOWED: event_pb2.EVENT_TYPE_TICKET_UNFOLLOWED,
    EventType.LINK_ADDED: event_pb2.EVENT_TYPE_LINK_ADDED,
    EventType.LINK_REMOVED: event_pb2.EVENT_TYPE_LINK_REMOVED,
    EventType.TICKET_MERGED: event_pb2.EVENT_TYPE_TICKET_MERGED,
    EventType.REPORTER_REMINDED: event_pb2.EVENT_TYPE_REPORTER_REMINDED,
    EventType.SLA_ALERT: event_pb2.EVENT_TYPE_SLA_ALERT,
    EventType.TAGS_CHANGED: event_pb2.EVENT_TYPE_TAGS_CHANGED,
    EventType.TICKET_ANONYMIZED: event_pb2.EVENT_TYPE_TICKET_ANONYMIZED,
}
VERBS: Final[Mapping[Verb, ticket_pb2.Ticket.Verb.ValueType]] = {
    Verb.TAKE: ticket_pb2.Ticket.VERB_TAKE,
    Verb.RELEASE: ticket_pb2.Ticket.VERB_RELEASE,
    Verb.ASSIGN: ticket_pb2.Ticket.VERB_ASSIGN,
    Verb.WAIT_FOR_REPORTER: ticket_pb2.Ticket.VERB_WAIT_FOR_REPORTER,
    Verb.WAIT_FOR_VENDOR: ticket_pb2.Ticket.VERB_WAIT_FOR_VENDOR,
    Verb.RESUME: ticket_pb2.Ticket.VERB_RESUME,
    Verb.RESOLVE: ticket_pb2.Ticket.VERB_RESOLVE,
    Verb.REJECT: ticket_pb2.Ticket.VERB_REJECT,
    Verb.CANCEL: ticket_pb2.Ticket.VERB_CANCEL,
    Verb.CONFIRM: ticket_pb2.Ticket.VERB_CONFIRM,
    Verb.REOPEN: ticket_pb2.Ticket.VERB_REOPEN,
    Verb.RATE: ticket_pb2.Ticket.VERB_RATE,
    Verb.UPDATE: ticket_pb2.Ticket.VERB_UPDATE,
    Verb.COMMENT: ticket_pb2.Ticket.VERB_COMMENT,
    Verb.EDIT_COMMENT: ticket_pb2.Ticket.VERB_EDIT_COMMENT,
    Verb.WRITE_NOTE: ticket_pb2.Ticket.VERB_WRITE_NOTE,
    Verb.FOLLOW: ticket_pb2.Ticket.VERB_FOLLOW,
    Verb.UNFOLLOW: ticket_pb2.Ticket.VERB_UNFOLLOW,
    Verb.ADD_FOLLOWER: ticket_pb2.Ticket.VERB_ADD_FOLLOWER,
    Verb.REMOVE_FOLLOWER: ticket_pb2.Ticket.VERB_REMOVE_FOLLOWER,
    Verb.LINK: ticket_pb2.Ticket.VERB_LINK,
    Verb.UNLINK: ticket_pb2.Ticket.VERB_UNLINK,
    Verb.MERGE: ticket_pb2.Ticket.VERB_MERGE,
    Verb.CHANGE_TAGS: ticket_pb2.Ticket.VERB_CHANGE_TAGS,
}
SLA_CLOCKS: Final[Mapping[ClockKind, ticket_pb2.SlaClock.ValueType]] = {
    ClockKind.FIRST_RESPONSE: ticket_pb2.SLA_CLOCK_FIRST_RESPONSE,
    ClockKind.RESOLUTION: ticket_pb2.SLA_CLOCK_RESOLUTION,
}
CLOCK_STATES: Final[Mapping[ClockState, ticket_pb2.Ticket.Sla.State.ValueType]] = {
    ClockState.RUNNING: ticket_pb2.Ticket.Sla.STATE_RUNNING,
    ClockState.PAUSED: ticket_pb2.Ticket.Sla.STATE_PAUSED,
    ClockState.FINISHED: ticket_pb2.Ticket.Sla.STATE_FINISHED,
    ClockState.DROPPED: ticket_pb2.Ticket.Sla.STATE_DROPPED,
}
USER_EVENT_TYPES: Final[Mapping[UserEventType, user_pb2.UserEvent.Type.ValueType]] = {
    UserEventType.ROLE_CHANGED: user_pb2.UserEvent.TYPE_ROLE_CHANGED,
    UserEventType.ACTIVATION_CHANGED: user_pb2.UserEvent.TYPE_ACTIVATION_CHANGED,
    UserEventType.PREFERENCES_CHANGED: user_pb2.UserEvent.TYPE_PREFERENCES_CHANGED,
    UserEventType.FORGOTTEN: user_pb2.UserEvent.TYPE_FORGOTTEN,
    UserEventType.ABSENCE_CHANGED: user_pb2.UserEvent.TYPE_ABSENCE_CHANGED,
}
INVITE_STATES: Final[Mapping[InviteState, invite_pb2.Invite.State.ValueType]] = {
    InviteState.OPEN: invite_pb2.Invite.STATE_OPEN,
    InviteState.USED: invite_pb2.Invite.STATE_USED,
    InviteState.EXPIRED: invite_pb2.Invite.STATE_EXPIRED,
    InviteState.REVOKED: invite_pb2.Invite.STATE_REVOKED,
}
MARK_KINDS: Final[Mapping[MarkKind, text_mark_pb2.TextMark.Kind.ValueType]] = {
    kind: text_mark_pb2.TextMark.Kind.Value(f"KIND_{kind}") for kind in MarkKind
}
LINK_KINDS: Final[Mapping[LinkKind, link_pb2.Link.Kind.ValueType]] = {
    LinkKind.RELATED: link_pb2.Link.KIND_RELATED,
    LinkKind.BLOCKS: link_pb2.Link.KIND_BLOCKS,
    LinkKind.PARENT: link_pb2.Link.KIND_PARENT,
    LinkKind.SPLIT_FROM: link_pb2.Link.KIND_SPLIT_FROM,
    LinkKind.FOLLOW_UP_OF: link_pb2.Link.KIND_FOLLOW_UP_OF,
    LinkKind.DUPLICATE_OF: link_pb2.Link.KIND_DUPLICATE_OF,
}
DIRECTIONS: Final[Mapping[Direction, link_pb2.Link.Direction.ValueType]] = {
    Direction.OUTGOING: link_pb2.Link.DIRECTION_OUTGOING,
    Direction.INCOMING: link_pb2.Link.DIRECTION_INCOMING,
}
OLD_FILE_KINDS: Final[Mapping[OldFileKind, old_file_pb2.OldFile.Kind.ValueType]] = {
    OldFileKind.PHOTO: old_file_pb2.OldFile.KIND_PHOTO,
    OldFileKind.VIDEO: old_file_pb2.OldFile.KIND_VIDEO,
    OldFileKind.ANIMATION: old_file_pb2.OldFile.KIND_ANIMATION,
    OldFileKind.VIDEO_NOTE: old_file_pb2.OldFile.KIND_VIDEO_NOTE,
    OldFileKind.VOICE: old_file_pb2.OldFile.KIND_VOICE,
    OldFileKind.AUDIO: old_file_pb2.OldFile.KIND_AUDIO,
    OldFileKind.DOCUMENT: old_file_pb2.OldFile.KIND_DOCUMENT,
}
OLD_FILE_STATES: Final[Mapping[OldFileState, old_file_pb2.OldFile.State.ValueType]] = {
    OldFileState.WAITING: old_file_pb2.OldFile.STATE_WAITING,
    OldFileState.MOVED: old_file_pb2.OldFile.STATE_MOVED,
    OldFileState.TOO_LARGE: old_file_pb2.OldFile.STATE_TOO_LARGE,
    OldFileState.GONE: old_file_pb2.OldFile.STATE_GONE,
}
FETCH_OUTCOMES: Final[Mapping[FetchOutcome, old_file_service_pb2.SettleOldFileRequest.Outcome.ValueType]] = {
    FetchOutcome.MOVED: old_file_service_pb2.SettleOldFileRequest.OUTCOME_MOVED,
    FetchOutcome.TOO_LARGE: old_file_service_pb2.SettleOldFileRequest.OUTCOME_TOO_LARGE,
    FetchOutcome.NOT_FOUND: old_file_service_pb2.SettleOldFileRequest.OUTCOME_NOT_FOUND,
}
SLA_CHANGE_TYPES: Final[Mapping[SlaChangeType, sla_pb2.SlaChangeType.ValueType]] = {
    SlaChangeType.POLICY_UPDATED: sla_pb2.SLA_CHANGE_TYPE_POLICY_UPDATED,
    SlaChangeType.CALENDAR_CREATED: sla_pb2.SLA_CHANGE_TYPE_CALENDAR_CREATED,
    SlaChangeType.CALENDAR_UPDATED: sla_pb2.SLA_CHANGE_TYPE_CALENDAR_UPDATED,
    SlaChangeType.CALENDAR_DELETED: sla_pb2.SLA_CHANGE_TYPE_CALENDAR_DELETED,
}
WEEKDAYS: Final[Mapping[int, sla_pb2.Weekday.ValueType]] = {
    0: sla_pb2.WEEKDAY_MONDAY,
    1: sla_pb2.WEEKDAY_TUESDAY,
    2: sla_pb2.WEEKDAY_WEDNESDAY,
    3: sla_pb2.WEEKDAY_THURSDAY,
    4: sla_pb2.WEEKDAY_FRIDAY,
    5: sla_pb2.WEEKDAY_SATURDAY,
    6: sla_pb2.WEEKDAY_SUNDAY,
}
LOCATION_EVENT_TYPES: Final[Mapping[LocationEventType, location_pb2.LocationEvent.Type.ValueType]] = {
    LocationEventType.LOCATION_CREATED: location_pb2.LocationEvent.TYPE_LOCATION_CREATED,
    LocationEventType.LOCATION_RENAMED: location_pb2.LocationEvent.TYPE_LOCATION_RENAMED,
    LocationEventType.LOCATION_MOVED: location_pb2.LocationEvent.TYPE_LOCATION_MOVED,
    LocationEventType.LOCATION_ARCHIVED: location_pb2.LocationEvent.TYPE_LOCATION_ARCHIVED,
    LocationEventType.LOCATION_RESTORED: location_pb2.LocationEvent.TYPE_LOCATION_RESTORED,
    LocationEventType.LOCATION_POSITIONED: location_pb2.LocationEvent.TYPE_LOCATION_POSITIONED,
}
LOCATION_KINDS: Final[Mapping[LocationKind, location_pb2.Location.Kind.ValueType]] = {
    LocationKind.SITE: location_pb2.Location.KIND_SITE,
    LocationKind.BUILDING: location_pb2.Location.KIND_BUILDING,
    LocationKind.FLOOR: location_pb2.Location.KIND_FLOOR,
    LocationKind.ROOM: location_pb2.Location.KIND_ROOM,
}
IMPORT_FAULTS: Final[
    Mapping[ImportFault, location_service_pb2.ImportLocationsResponse.Fault.Reason.ValueType]
] = {
    fault: location_service_pb2.ImportLocationsResponse.Fault.Reason.Value(f"REASON_{fault}")
    for fault in ImportFault
}
LISTINGS: Final[Mapping[Listing, ticket_service_pb2.ListTicketsRequest.View.ValueType]] = {
    Listing.REPORTED: ticket_service_pb2.ListTicketsRequest.VIEW_REPORTED,
    Listing.UNASSIGNED: ticket_service_pb2.ListTicketsRequest.VIEW_UNASSIGNED,
    Listing.ASSIGNED: ticket_service_pb2.ListTicketsRequest.VIEW_ASSIGNED,
    Listing.ALL: ticket_service_pb2.ListTicketsRequest.VIEW_ALL,
    Listing.FOLLOWED: ticket_service_pb2.ListTicketsRequest.VIEW_FOLLOWED,
}
ORDERS: Final[Mapping[Order, ticket_service_pb2.ListTicketsRequest.Order.ValueType]] = {
    Order.NEWEST: ticket_service_pb2.ListTicketsRequest.ORDER_NEWEST,
    Order.OLDEST: ticket_service_pb2.ListTicketsRequest.ORDER_OLDEST,
    Order.PRIORITY: ticket_service_pb2.ListTicketsRequest.ORDER_PRIORITY,
    Order.DUE_NEXT: ticket_service_pb2.ListTicketsRequest.ORDER_DUE_NEXT,
}
FIELDS: Final[Mapping[Field, search_pb2.Highlight.Field.ValueType]] = {
    Field.TITLE: search_pb2.Highlight.FIELD_TITLE,
    Field.LOCATION: search_pb2.Highlight.FIELD_LOCATION,
    Field.DESCRIPTION: search_pb2.Highlight.FIELD_DESCRIPTION,
    Field.COMMENT: search_pb2.Highlight.FIELD_COMMENT,
}
UNSET: Final = 0


def one_from(wire: int, table: Mapping[D, W], field: str, violations: Violations, *, unset: U) -> D | U:
    """Return the value for `wire`; `unset` for 0, and with a violation for a number that means nothing."""
    if wire == UNSET:
        return unset
    for value, number in table.items():
        if number == wire:
            return value
    violations.add(field, f"{wire} is not a known value")
    return unset


def required_from(wire: int, table: Mapping[D, W], field: str, violations: Violations, *, instead: D) -> D:
    """Like `one_from`, with a violation for 0 too; `instead` is what a refused request goes on with."""
    if wire == UNSET:
        violations.add(field, "must be set")
    return one_from(wire, table, field, violations, unset=instead)


def all_from(wire: Iterable[int], table: Mapping[D, W], field: str, violations: Violations) -> frozenset[D]:
    """Return the values for `wire`, with a violation for each number that means nothing, 0 among them."""
    known = {int(number): value for value, number in table.items()}
    found = set()
    for index, number in enumerate(wire):
        if number in known:
            found.add(known[number])
        else:
            violations.add(f"{field}[{index}]", f"{number} is not a known value")
    return frozenset(found)
