"""Who may do what, decided from the actor's current role and relation to the ticket."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from tickets_service.domain.actor import Actor, Service
from tickets_service.domain.ticket_errors import TicketNotFoundError
from tickets_service.domain.user import Role, User, UserId
from tickets_service.domain.user_errors import ActorRequiredError, PermissionDeniedError


class Action(StrEnum):
    VIEW = "view"
    COMMENT = "comment"
    TAKE = "take"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    RATE = "rate"


class DeskAction(StrEnum):
    """Actions that concern no single ticket."""

    CREATE_TICKET = "create_ticket"
    LIST_REPORTED = "list_reported"
    LIST_UNASSIGNED = "list_unassigned"
    LIST_ASSIGNED = "list_assigned"
    READ_USERS = "read_users"
    REGISTER_OTHERS = "register_others"
    WATCH_EVENTS = "watch_events"


class Relation(StrEnum):
    REPORTER = "reporter"
    ASSIGNEE = "assignee"
    UNASSIGNED = "unassigned"
    ASSIGNED_TO_ANOTHER = "assigned_to_another"


class TicketFacts(Protocol):
    """What has to be known of a ticket to decide."""

    @property
    def id(self) -> int: ...
    @property
    def reporter_id(self) -> UserId: ...
    @property
    def assignee_id(self) -> UserId | None: ...


OWN: Final = frozenset({Relation.REPORTER})
WORK: Final = frozenset({Relation.ASSIGNEE, Relation.UNASSIGNED})

ON_TICKETS: Final[Mapping[Role, Mapping[Action, frozenset[Relation]]]] = MappingProxyType(
    {
        Role.USER: {Action.VIEW: OWN, Action.COMMENT: OWN, Action.CONFIRM: OWN, Action.RATE: OWN},
        Role.AGENT: {
            Action.VIEW: OWN | WORK,
            Action.COMMENT: OWN | WORK,
            # Two agents reach for the same ticket: the slower one hears that it is taken, and no more.
            Action.TAKE: frozenset(Relation),
            Action.RESOLVE: WORK,
            Action.CONFIRM: OWN,
            Action.RATE: OWN,
        },
    }
)
"""An action is allowed when the actor has one of its relations to the ticket."""

ON_DESK: Final[Mapping[Role, frozenset[DeskAction]]] = MappingProxyType(
    {
        Role.USER: frozenset({DeskAction.CREATE_TICKET, DeskAction.LIST_REPORTED}),
        Role.AGENT: frozenset(
            {
                DeskAction.CREATE_TICKET,
                DeskAction.LIST_REPORTED,
                DeskAction.LIST_UNASSIGNED,
                DeskAction.LIST_ASSIGNED,
                DeskAction.READ_USERS,
            }
        ),
    }
)

SERVICE_ON_TICKETS: Final = frozenset({Action.VIEW})
SERVICE_ON_DESK: Final = frozenset(
    {
        DeskAction.LIST_UNASSIGNED,
        DeskAction.READ_USERS,
        DeskAction.REGISTER_OTHERS,
        DeskAction.WATCH_EVENTS,
    }
)


def relations(user: User, ticket: TicketFacts) -> frozenset[Relation]:
    if ticket.assignee_id is None:
        work = Relation.UNASSIGNED
    elif ticket.assignee_id == user.id:
        work = Relation.ASSIGNEE
    else:
        work = Relation.ASSIGNED_TO_ANOTHER
    return frozenset({work, Relation.REPORTER} if ticket.reporter_id == user.id else {work})


def may(actor: Actor, action: Action, ticket: TicketFacts) -> bool:
    if isinstance(actor, Service):
        return action in SERVICE_ON_TICKETS
    allowed = ON_TICKETS[actor.role].get(action, frozenset())
    return not allowed.isdisjoint(relations(actor, ticket))


def require(actor: Actor, action: Action, ticket: TicketFacts) -> None:
    """Raise `TicketNotFoundError` for what the actor may not see, else `PermissionDeniedError`."""
    if may(actor, action, ticket):
        return
    if not may(actor, Action.VIEW, ticket):
        raise TicketNotFoundError(ticket.id)
    raise denied(actor, action)


def may_on_desk(actor: Actor, action: DeskAction) -> bool:
    return action in (SERVICE_ON_DESK if isinstance(actor, Service) else ON_DESK[actor.role])


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
