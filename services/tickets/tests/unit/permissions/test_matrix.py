"""The whole matrix: role x action x relation to the ticket."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import product

import pytest

from tickets_service.domain.people.actor import Actor, Service
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError
from tickets_service.domain.people.user import Role, User, UserId
from tickets_service.domain.permissions.actions import Action, DeskAction
from tickets_service.domain.permissions.checks import (
    may,
    may_on_desk,
    require,
    require_ability,
    require_on_desk,
)
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.permissions.tables import ON_DESK, ON_TICKETS

ME, OTHER = UserId(1), UserId(2)


@dataclass(frozen=True)
class Facts:
    id: int
    reporter_id: UserId
    assignee_id: UserId | None
    followed_by: UserId | None = None


TICKETS = {
    "own, unassigned": Facts(7, ME, None),
    "own, mine": Facts(7, ME, ME),
    "own, another's": Facts(7, ME, OTHER),
    "unassigned": Facts(7, OTHER, None),
    "mine": Facts(7, OTHER, ME),
    "another's": Facts(7, OTHER, OTHER),
    "followed, unassigned": Facts(7, OTHER, None, ME),
    "followed, mine": Facts(7, OTHER, ME, ME),
    "followed, another's": Facts(7, OTHER, OTHER, ME),
    # What was asked for somebody else grants nothing.
    "followed by another, another's": Facts(7, OTHER, OTHER, OTHER),
}
OWN = {"own, unassigned", "own, mine", "own, another's"}
FOLLOWED = {"followed, unassigned", "followed, mine", "followed, another's"}
CONCERNED = OWN | FOLLOWED
MINE = {"own, mine", "mine", "followed, mine"}
WORK = MINE | {"own, unassigned", "unassigned", "followed, unassigned"}
ALL = set(TICKETS)
REPORTER = {
    **dict.fromkeys([Action.CANCEL, Action.CONFIRM, Action.REOPEN, Action.RATE], OWN),
    # What nobody works on yet, its reporter may correct.
    Action.UPDATE: {"own, unassigned"},
    **dict.fromkeys([Action.VIEW, Action.COMMENT, Action.EDIT_COMMENT, Action.FOLLOW], CONCERNED),
}
DISPATCHER: dict[Action, set[str]] = {
    action: OWN if action in {Action.CONFIRM, Action.RATE} else ALL
    for action in Action
    if action is not Action.REOPEN_TERMINAL
}
RIGHTS: dict[Role, dict[Action, set[str]]] = {
    Role.USER: REPORTER,
    Role.AGENT: {
        **REPORTER,
        Action.VIEW: CONCERNED | WORK,
        Action.COMMENT: CONCERNED | WORK,
        Action.EDIT_COMMENT: CONCERNED | WORK,
        Action.FOLLOW: CONCERNED | WORK,
        Action.ADD_FOLLOWER: WORK,
        Action.SEE_NOTES: WORK,
        Action.WRITE_NOTE: WORK,
        Action.TAKE: ALL,
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
    Role.DISPATCHER: DISPATCHER,
    Role.ADMIN: {**DISPATCHER, Action.REOPEN_TERMINAL: ALL},
    Role.AUDITOR: {Action.VIEW: ALL, Action.SEE_NOTES: ALL},
}
EXPECTED = {(role, action): where for role, rights in RIGHTS.items() for action, where in rights.items()}


def me(role: Role) -> User:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return User(
        id=ME,
        telegram_id=5,
        username="",
        display_name="Me",
        language="en",
        role=role,
        active=True,
        created_at=now,
    )


def test_every_role_has_a_row() -> None:
    assert set(ON_TICKETS) == set(ON_DESK) == set(Role)


@pytest.mark.parametrize(("role", "action", "relation"), list(product(Role, Action, TICKETS)))
def test_on_tickets(role: Role, action: Action, relation: str) -> None:
    actor, ticket = me(role), TICKETS[relation]
    if relation in EXPECTED.get((role, action), set()):
        require(actor, action, ticket)
        return
    assert not may(actor, action, ticket)
    visible = relation in EXPECTED[role, Action.VIEW]
    with pytest.raises(PermissionDeniedError if visible else TicketNotFoundError):
        require(actor, action, ticket)


@pytest.mark.parametrize(("action", "relation"), list(product(Action, TICKETS)))
def test_a_service_reads_all_tickets_and_changes_none(action: Action, relation: str) -> None:
    bot = Service("bot")
    if action is Action.VIEW:
        require_ability(bot, action)
        require(bot, action, TICKETS[relation])
        return
    for refusal in (partial(require_ability, bot, action), partial(require, bot, action, TICKETS[relation])):
        with pytest.raises(ActorRequiredError) as caught:
            refusal()
        assert caught.value.facts == {"action": action.value}


ONLY_PEOPLE = {
    Action.TAKE,
    Action.RELEASE,
    Action.FOLLOW,
    Action.ADD_FOLLOWER,
    Action.REMOVE_FOLLOWER,
    Action.LINK,
    Action.UNLINK,
    Action.MERGE,
    Action.CONFIRM,
    Action.RATE,
    Action.REOPEN_TERMINAL,
}


@pytest.mark.parametrize(("action", "relation"), list(product(Action, TICKETS)))
def test_an_acting_service_does_what_needs_no_person(action: Action, relation: str) -> None:
    monitor = Service("monitor", acts=True)
    assert may(monitor, action, TICKETS[relation]) == (action not in ONLY_PEOPLE)
    if action in ONLY_PEOPLE:
        with pytest.raises(ActorRequiredError):
            require_ability(monitor, action)
    else:
        require_ability(monitor, action)


def test_what_one_may_do_on_some_ticket_the_ticket_decides() -> None:
    require_ability(me(Role.USER), Action.ASSIGN)


PEOPLE = {
    DeskAction.CREATE_TICKET,
    DeskAction.LIST_REPORTED,
    DeskAction.LIST_FOLLOWED,
    DeskAction.CHANGE_ONESELF,
    DeskAction.READ_LOCATIONS,
}
STAFF = PEOPLE | {
    DeskAction.CREATE_FOR_ANOTHER,
    DeskAction.LIST_UNASSIGNED,
    DeskAction.LIST_ASSIGNED,
    DeskAction.LIST_TAGS,
    DeskAction.READ_USERS,
    DeskAction.SET_OWN_ABSENCE,
}
DISPATCHERS = STAFF | {
    DeskAction.LIST_ALL,
    DeskAction.READ_USER_EVENTS,
    DeskAction.READ_LOCATION_EVENTS,
    DeskAction.READ_INVITES,
    DeskAction.READ_SLA,
    DeskAction.READ_REPORTS,
    DeskAction.EXPORT_TICKETS,
    DeskAction.INVITE_PLACEHOLDERS,
}
ADMINS = DISPATCHERS | {
    DeskAction.MANAGE_USERS,
    DeskAction.FORGET_USERS,
    DeskAction.MANAGE_INVITES,
    DeskAction.MANAGE_SLA,
    DeskAction.MANAGE_LOCATIONS,
    DeskAction.READ_AUDIT,
    DeskAction.READ_RETENTION,
    DeskAction.MANAGE_RETENTION,
}
AUDITORS = (DISPATCHERS | {DeskAction.READ_AUDIT, DeskAction.READ_RETENTION}) - {
    DeskAction.CREATE_TICKET,
    DeskAction.CREATE_FOR_ANOTHER,
    DeskAction.CHANGE_ONESELF,
    DeskAction.SET_OWN_ABSENCE,
    DeskAction.INVITE_PLACEHOLDERS,
}
SERVICES = {
    DeskAction.LIST_UNASSIGNED,
    DeskAction.LIST_ALL,
    DeskAction.READ_USERS,
    DeskAction.READ_LOCATIONS,
    DeskAction.REGISTER_OTHERS,
    DeskAction.FORGET_USERS,
    DeskAction.READ_REPORTS,
    DeskAction.EXPORT_TICKETS,
    DeskAction.WATCH_EVENTS,
    DeskAction.READ_ALLOWED_VERBS,
    DeskAction.MOVE_OLD_FILES,
    DeskAction.CLEAR_TICKETS,
}


@pytest.mark.parametrize("action", DeskAction)
@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (me(Role.USER), PEOPLE),
        (me(Role.AGENT), STAFF),
        (me(Role.DISPATCHER), DISPATCHERS),
        (me(Role.ADMIN), ADMINS),
        (me(Role.AUDITOR), AUDITORS),
        (Service("bot"), SERVICES),
        (Service("monitor", acts=True), SERVICES | {DeskAction.CREATE_FOR_ANOTHER}),
    ],
)
def test_on_the_desk(actor: Actor, allowed: set[DeskAction], action: DeskAction) -> None:
    assert may_on_desk(actor, action) == (action in allowed)
    if action in allowed:
        require_on_desk(actor, action)
        return
    with pytest.raises(ActorRequiredError if isinstance(actor, Service) else PermissionDeniedError):
        require_on_desk(actor, action)
