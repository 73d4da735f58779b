"""Who may do what, decided from the actor's current role and relation to the ticket."""

from enum import StrEnum
from functools import cache
from typing import Protocol

from tickets_service.domain.people.actor import Actor, ActorName, Service, actor_name
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.permissions.actions import Action, DeskAction, Relation
from tickets_service.domain.permissions.errors import CommentNotFoundError, TicketNotFoundError
from tickets_service.domain.permissions.tables import (
    ACTING_SERVICE_ON_DESK,
    ACTING_SERVICE_ON_TICKETS,
    ANY,
    ON_DESK,
    ON_TICKETS,
    SERVICE_ON_DESK,
    SERVICE_ON_TICKETS,
)


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


class CommentFacts(Protocol):
    """What has to be known of a comment to decide."""

    @property
    def id(self) -> int: ...
    @property
    def author(self) -> ActorName: ...
    @property
    def internal(self) -> bool: ...


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
        if work is Relation.UNASSIGNED:
            found.add(Relation.REPORTER_OF_UNTAKEN)
    if ticket.followed_by == user_id:
        found.add(Relation.FOLLOWER)
    return frozenset(found)


def rights_of(service: Service) -> frozenset[Action]:
    """Return what it may do, on all tickets alike."""
    return ACTING_SERVICE_ON_TICKETS if service.acts else SERVICE_ON_TICKETS


def abilities(actor: Actor, ticket: TicketFacts) -> frozenset[Action]:
    """Return all that the actor may do to the ticket, whatever its state."""
    if isinstance(actor, Service):
        return rights_of(actor)
    return _abilities(actor.role, relations_of(actor.id, ticket))


@cache
def _abilities(role: Role, relations: frozenset[Relation]) -> frozenset[Action]:
    return frozenset(action for action, of in ON_TICKETS[role].items() if not of.isdisjoint(relations))


def may(actor: Actor, action: Action, ticket: TicketFacts) -> bool:
    return action in abilities(actor, ticket)


def sees_all_notes(actor: Actor) -> bool:
    """Tell whether the actor sees the internal notes of every ticket."""
    if isinstance(actor, Service):
        return Action.SEE_NOTES in rights_of(actor)
    return ON_TICKETS[actor.role].get(Action.SEE_NOTES) == ANY


def may_see_tags(actor: Actor, ticket: TicketFacts) -> bool:
    """Tell whether tags are for the actor: as notes are, and for services, who show them to no user."""
    return isinstance(actor, Service) or may(actor, Action.SEE_NOTES, ticket)


def require_tags(actor: Actor) -> None:
    """Raise `PermissionDeniedError` for people to whom no ticket shows its tags."""
    if not isinstance(actor, Service) and not ON_TICKETS[actor.role].get(Action.SEE_NOTES):
        raise denied(actor, Action.SEE_NOTES)


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


def require_author(actor: Actor, comment: CommentFacts, ticket: TicketFacts) -> None:
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
