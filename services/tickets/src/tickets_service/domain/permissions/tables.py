"""Who may do what: the whole table, and nothing that decides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.actions import Action, DeskAction, Relation

OWN: Final = frozenset({Relation.REPORTER})
OWN_UNTAKEN: Final = frozenset({Relation.REPORTER_OF_UNTAKEN})
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
        Action.UPDATE: OWN_UNTAKEN,
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
            Action.UPDATE_LATE: WORK,
            Action.LINK: CONCERNED | WORK,
            Action.UNLINK: CONCERNED | WORK,
            Action.CHANGE_TAGS: WORK,
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
    DeskAction.LIST_TAGS,
    DeskAction.READ_USERS,
    DeskAction.SET_OWN_ABSENCE,
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
        Role.DISPATCHER: WORKERS | OVERSEERS | {DeskAction.INVITE_PLACEHOLDERS},
        Role.ADMIN: WORKERS
        | OVERSEERS
        | {
            DeskAction.INVITE_PLACEHOLDERS,
            DeskAction.MANAGE_USERS,
            DeskAction.FORGET_USERS,
            DeskAction.MANAGE_INVITES,
            DeskAction.MANAGE_SLA,
            DeskAction.MANAGE_LOCATIONS,
            DeskAction.READ_AUDIT,
            DeskAction.READ_RETENTION,
            DeskAction.MANAGE_RETENTION,
        },
        Role.AUDITOR: OVERSEERS
        | {
            DeskAction.LIST_REPORTED,
            DeskAction.LIST_FOLLOWED,
            DeskAction.LIST_UNASSIGNED,
            DeskAction.LIST_ASSIGNED,
            DeskAction.LIST_TAGS,
            DeskAction.READ_USERS,
            DeskAction.READ_LOCATIONS,
            DeskAction.READ_AUDIT,
            DeskAction.READ_RETENTION,
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
    Action.UPDATE_LATE,
    Action.CHANGE_TAGS,
}
SERVICE_ON_DESK: Final = frozenset(
    {
        DeskAction.LIST_UNASSIGNED,
        DeskAction.LIST_ALL,
        DeskAction.READ_USERS,
        DeskAction.READ_LOCATIONS,
        DeskAction.REGISTER_OTHERS,
        DeskAction.FORGET_USERS,
        DeskAction.READ_REPORTS,
        DeskAction.EXPORT_TICKETS,
        DeskAction.WATCH_EVENTS,
        DeskAction.MOVE_OLD_FILES,
        DeskAction.CLEAR_TICKETS,
        DeskAction.READ_ALLOWED_VERBS,
    }
)
ACTING_SERVICE_ON_DESK: Final = SERVICE_ON_DESK | {DeskAction.CREATE_FOR_ANOTHER}
