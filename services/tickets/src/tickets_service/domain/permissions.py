"""Who may do what, decided from the actor's current role and relation to the ticket."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from tickets_service.domain.actor import Actor, Service, actor_name
from tickets_service.domain.comment import Comment
from tickets_service.domain.ticket_errors import CommentNotFoundError, TicketNotFoundError
from tickets_service.domain.user import Role, UserId
from tickets_service.domain.user_errors import ActorRequiredError, PermissionDeniedError


class Action(StrEnum):
    VIEW = "view"
    COMMENT = "comment"
    EDIT_COMMENT = "edit_comment"
    """Their own, that is; see `require_author`."""
    SEE_NOTES = "see_notes"
    WRITE_NOTE = "write_note"
    TAKE = "take"
    RELEASE = "release"
    ASSIGN = "assign"
    WAIT = "wait"
    RESUME = "resume"
    RESOLVE = "resolve"
    REJECT = "reject"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    REOPEN_LATE = "reopen_late"
    REOPEN_TERMINAL = "reopen_terminal"
    UPDATE = "update"
    RATE = "rate"
    FOLLOW = "follow"
    """Oneself, and no longer: whoever sees the ticket and may change anything at all."""
    ADD_FOLLOWER = "add_follower"
    REMOVE_FOLLOWER = "remove_follower"
    LINK = "link"
    UNLINK = "unlink"
    MERGE = "merge"


class DeskAction(StrEnum):
    """Actions that concern no single ticket."""

    CREATE_TICKET = "create_ticket"
    CREATE_FOR_ANOTHER = "create_for_another"
    LIST_REPORTED = "list_reported"
    LIST_FOLLOWED = "list_followed"
    LIST_UNASSIGNED = "list_unassigned"
    LIST_ASSIGNED = "list_assigned"
    LIST_ALL = "list_all"
    READ_USERS = "read_users"
    REGISTER_OTHERS = "register_others"
    CHANGE_ONESELF = "change_oneself"
    MANAGE_USERS = "manage_users"
    READ_USER_EVENTS = "read_user_events"
    READ_INVITES = "read_invites"
    MANAGE_INVITES = "manage_invites"
    READ_SLA = "read_sla"
    MANAGE_SLA = "manage_sla"
    READ_LOCATIONS = "read_locations"
    MANAGE_LOCATIONS = "manage_locations"
    READ_LOCATION_EVENTS = "read_location_events"
    READ_REPORTS = "read_reports"
    EXPORT_TICKETS = "export_tickets"
    WATCH_EVENTS = "watch_events"


class Relation(StrEnum):
    REPORTER = "reporter"
    ASSIGNEE = "assignee"
    UNASSIGNED = "unassigned"
    ASSIGNED_TO_ANOTHER = "assigned_to_another"
    FOLLOWER = "follower"


class TicketFacts(Protocol):
    """What has to be known of a ticket to decide."""

    @property
    def id(self) -> int: ...
    @property
    def reporter_id(self) -> UserId: ...
    @property
    def assignee_id(self) -> UserId | None: ...
    @property
    def followed_by(self) -> UserId | None:
        """The asker, if they follow it; None also where nobody looked, which grants nothing."""
        ...


OWN: Final = frozenset({Relation.REPORTER})
CONCERNED: Final = OWN | {Relation.FOLLOWER}
WORK: Final = frozenset({Relation.ASSIGNEE, Relation.UNASSIGNED})
MINE: Final = frozenset({Relation.ASSIGNEE})
ANY: Final = frozenset(Relation)

Rights = Mapping[Action, frozenset[Relation]]

REPORTING: Final[Rights] = MappingProxyType(
    {
        Action.VIEW: CONCERNED,
        Action.COMMENT: CONCERNED,
        Action.EDIT_COMMENT: CONCERNED,
        Action.FOLLOW: CONCERNED,
        Action.CANCEL: OWN,
        Action.CONFIRM: OWN,
        Action.REOPEN: OWN,
        Action.RATE: OWN,
    }
)
DISPATCHING: Final[Rights] = MappingProxyType(
    {
        **dict.fromkeys(Action, ANY),
        # Only who reported it can say that they are content.
        Action.CONFIRM: OWN,
        Action.RATE: OWN,
        Action.REOPEN_TERMINAL: frozenset(),
    }
)
ON_TICKETS: Final[Mapping[Role, Rights]] = MappingProxyType(
    {
        Role.USER: REPORTING,
        Role.AGENT: {
            **REPORTING,
            Action.VIEW: CONCERNED | WORK,
            Action.COMMENT: CONCERNED | WORK,
            Action.EDIT_COMMENT: CONCERNED | WORK,
            Action.FOLLOW: CONCERNED | WORK,
            Action.ADD_FOLLOWER: WORK,
            Action.SEE_NOTES: WORK,
            Action.WRITE_NOTE: WORK,
            # Two agents reach for the same ticket: the slower one hears that it is taken, and no more.
            Action.TAKE: ANY,
            Action.RELEASE: MINE,
            Action.WAIT: WORK,
            Action.RESUME: WORK,
            Action.RESOLVE: WORK,
            Action.REJECT: WORK,
            Action.REOPEN: OWN | WORK,
            Action.REOPEN_LATE: WORK,
            Action.UPDATE: WORK,
            Action.LINK: CONCERNED | WORK,
        },
        Role.DISPATCHER: DISPATCHING,
        Role.ADMIN: {**DISPATCHING, Action.REOPEN_TERMINAL: ANY},
        Role.AUDITOR: {Action.VIEW: ANY, Action.SEE_NOTES: ANY},
    }
)
"""An action is allowed when the actor has one of its relations to the ticket."""

PEOPLE: Final = frozenset(
    {
        DeskAction.CREATE_TICKET,
        DeskAction.LIST_REPORTED,
        DeskAction.LIST_FOLLOWED,
        DeskAction.CHANGE_ONESELF,
        DeskAction.READ_LOCATIONS,
    }
)
WORKERS: Final = PEOPLE | {
    DeskAction.CREATE_FOR_ANOTHER,
    DeskAction.LIST_UNASSIGNED,
    DeskAction.LIST_ASSIGNED,
    DeskAction.READ_USERS,
}
OVERSEERS: Final = frozenset(
    {
        DeskAction.LIST_ALL,
        DeskAction.READ_USER_EVENTS,
        DeskAction.READ_LOCATION_EVENTS,
        DeskAction.READ_INVITES,
        DeskAction.READ_SLA,
        DeskAction.READ_REPORTS,
        DeskAction.EXPORT_TICKETS,
    }
)
ON_DESK: Final[Mapping[Role, frozenset[DeskAction]]] = MappingProxyType(
    {
        Role.USER: PEOPLE,
        Role.AGENT: WORKERS,
        Role.DISPATCHER: WORKERS | OVERSEERS,
        Role.ADMIN: WORKERS
        | OVERSEERS
        | {
            DeskAction.MANAGE_USERS,
            DeskAction.MANAGE_INVITES,
            DeskAction.MANAGE_SLA,
            DeskAction.MANAGE_LOCATIONS,
        },
        Role.AUDITOR: OVERSEERS
        | {
            DeskAction.LIST_REPORTED,
            DeskAction.LIST_FOLLOWED,
            DeskAction.LIST_UNASSIGNED,
            DeskAction.LIST_ASSIGNED,
            DeskAction.READ_USERS,
            DeskAction.READ_LOCATIONS,
        },
    }
)

# Whatever a service reads without an acting user, it may show to anybody: notes are not among it.
SERVICE_ON_TICKETS: Final = frozenset({Action.VIEW})
# What nobody but a person can do is not among it: work on a ticket, follow it, be content with it.
ACTING_SERVICE_ON_TICKETS: Final = SERVICE_ON_TICKETS | {
    Action.COMMENT,
    Action.EDIT_COMMENT,
    Action.SEE_NOTES,
    Action.WRITE_NOTE,
    Action.ASSIGN,
    Action.WAIT,
    Action.RESUME,
    Action.RESOLVE,
    Action.REJECT,
    Action.CANCEL,
    Action.REOPEN,
    Action.REOPEN_LATE,
    Action.UPDATE,
}
SERVICE_ON_DESK: Final = frozenset(
    {
        DeskAction.LIST_UNASSIGNED,
        DeskAction.LIST_ALL,
        DeskAction.READ_USERS,
        DeskAction.READ_LOCATIONS,
        DeskAction.REGISTER_OTHERS,
        DeskAction.READ_REPORTS,
        DeskAction.EXPORT_TICKETS,
        DeskAction.WATCH_EVENTS,
    }
)
ACTING_SERVICE_ON_DESK: Final = SERVICE_ON_DESK | {DeskAction.CREATE_FOR_ANOTHER}


def relations_of(user_id: UserId, ticket: TicketFacts) -> frozenset[Relation]:
    if ticket.assignee_id is None:
        work = Relation.UNASSIGNED
    elif ticket.assignee_id == user_id:
        work = Relation.ASSIGNEE
    else:
        work = Relation.ASSIGNED_TO_ANOTHER
    found = {work}
    if ticket.reporter_id == user_id:
        found.add(Relation.REPORTER)
    if ticket.followed_by == user_id:
        found.add(Relation.FOLLOWER)
    return frozenset(found)


def rights_of(service: Service) -> frozenset[Action]:
    """Return what it may do, on all tickets alike."""
    return ACTING_SERVICE_ON_TICKETS if service.acts else SERVICE_ON_TICKETS


def may(actor: Actor, action: Action, ticket: TicketFacts) -> bool:
    if isinstance(actor, Service):
        return action in rights_of(actor)
    allowed = ON_TICKETS[actor.role].get(action, frozenset())
    return not allowed.isdisjoint(relations_of(actor.id, ticket))


def sees_all_notes(actor: Actor) -> bool:
    """Tell whether the actor sees the internal notes of every ticket."""
    if isinstance(actor, Service):
        return Action.SEE_NOTES in rights_of(actor)
    return ON_TICKETS[actor.role].get(Action.SEE_NOTES) == ANY


def require_ability(actor: Actor, action: Action) -> None:
    """Raise `ActorRequiredError` for what that service may do on no ticket; of people the ticket decides."""
    if isinstance(actor, Service) and action not in rights_of(actor):
        raise denied(actor, action)


def require(actor: Actor, action: Action, ticket: TicketFacts) -> None:
    """Raise `TicketNotFoundError` for what the actor may not see, else `PermissionDeniedError`."""
    if may(actor, action, ticket):
        return
    if not may(actor, Action.VIEW, ticket):
        raise TicketNotFoundError(ticket.id)
    raise denied(actor, action)


def require_author(actor: Actor, comment: Comment, ticket: TicketFacts) -> None:
    """Let nobody but its author change a comment, and only while they may write such a one.

    Raise `CommentNotFoundError` for a note that the actor may not see, else `PermissionDeniedError`.
    """
    if comment.internal and not may(actor, Action.SEE_NOTES, ticket):
        raise CommentNotFoundError(ticket.id, comment.id)
    require(actor, Action.WRITE_NOTE if comment.internal else Action.EDIT_COMMENT, ticket)
    if actor_name(actor) != comment.author:
        role = "service" if isinstance(actor, Service) else actor.role
        raise PermissionDeniedError(Action.EDIT_COMMENT, role)


def may_on_desk(actor: Actor, action: DeskAction) -> bool:
    if isinstance(actor, Service):
        return action in (ACTING_SERVICE_ON_DESK if actor.acts else SERVICE_ON_DESK)
    return action in ON_DESK[actor.role]


def require_on_desk(actor: Actor, action: DeskAction) -> None:
    """Raise `ActorRequiredError` for what only people do, else `PermissionDeniedError`."""
    if not may_on_desk(actor, action):
        raise denied(actor, action)


def denied(actor: Actor, action: StrEnum) -> ActorRequiredError | PermissionDeniedError:
    return (
        ActorRequiredError(action)
        if isinstance(actor, Service)
        else PermissionDeniedError(action, actor.role)
    )
