"""What can be done to a ticket, and when: offers and refusals both come from the rules in here.

A verb is possible when `permissions` lets the actor do it, and its rule does not refuse.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final, Protocol

from tickets_service.domain.errors import RuleViolationError
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.people.user import UNSAVED_USER, User
from tickets_service.domain.permissions.actions import Action, Relation
from tickets_service.domain.permissions.checks import TicketFacts, abilities, relations_of
from tickets_service.domain.state import COMPLETED, REOPENED_BY_ADMINS, Category, State
from tickets_service.domain.tickets.errors import (
    AlreadyRatedError,
    RatingNotAllowedError,
    ReopenWindowOverError,
    TicketAlreadyAssignedError,
    TicketAnonymizedError,
    TicketClosedForCommentsError,
    TicketClosedForUpdatesError,
    TransitionNotAllowedError,
)
from tickets_service.domain.tickets.rating import Rating, is_final
from tickets_service.domain.tickets.reopening import window_over


class Verb(StrEnum):
    TAKE = "take"
    RELEASE = "release"
    ASSIGN = "assign"
    WAIT_FOR_REPORTER = "wait_for_reporter"
    WAIT_FOR_VENDOR = "wait_for_vendor"
    RESUME = "resume"
    RESOLVE = "resolve"
    REJECT = "reject"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    RATE = "rate"
    UPDATE = "update"
    COMMENT = "comment"
    EDIT_COMMENT = "edit_comment"
    """A public one of their own."""
    WRITE_NOTE = "write_note"
    """And edit those of their own."""
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    ADD_FOLLOWER = "add_follower"
    REMOVE_FOLLOWER = "remove_follower"
    LINK = "link"
    UNLINK = "unlink"
    MERGE = "merge"
    CHANGE_TAGS = "change_tags"


class VerbFacts(TicketFacts, Protocol):
    """What the rules know of a ticket."""

    @property
    def state(self) -> State: ...
    @property
    def rating(self) -> Rating | None: ...
    @property
    def completed_at(self) -> datetime | None: ...
    @property
    def anonymized_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a rule looks at; the number only goes into refusals, so that equal situations share one offer."""

    ticket_id: int = field(compare=False)
    state: State
    rating_is_final: bool
    reopen_window_over: bool
    anonymized: bool
    relations: frozenset[Relation]
    abilities: frozenset[Action]

    @classmethod
    def of(cls, actor: Actor, ticket: VerbFacts, now: datetime) -> "Situation":
        return cls(
            ticket.id,
            ticket.state,
            ticket.rating is not None and is_final(ticket.rating, now),
            ticket.state is State.RESOLVED and window_over(ticket.completed_at, now),
            ticket.anonymized_at is not None,
            relations_of(actor.id if isinstance(actor, User) else UNSAVED_USER, ticket),
            abilities(actor, ticket),
        )


Rule = Callable[[Situation], bool]
"""Tells whether the verb changes anything; raises the `RuleViolationError` for which it is refused."""


def taking(at: Situation) -> bool:
    if Relation.ASSIGNED_TO_ANOTHER in at.relations:
        raise TicketAlreadyAssignedError(at.ticket_id)
    require_not_done(at, State.IN_PROGRESS)
    return Relation.UNASSIGNED in at.relations or at.state is State.OPEN


def assigning(at: Situation) -> bool:
    require_not_done(at, State.IN_PROGRESS)
    return True


def releasing(at: Situation) -> bool:
    require_not_done(at, State.OPEN)
    return Relation.UNASSIGNED not in at.relations


def resuming(at: Situation) -> bool:
    """Work begins by taking, and begins again by reopening."""
    if at.state.category is not Category.PAUSED:
        raise TransitionNotAllowedError(at.ticket_id, at.state, State.IN_PROGRESS)
    return True


def reopening(at: Situation) -> bool:
    """Only staff may do so late; only admins from a terminal state."""
    if at.state in REOPENED_BY_ADMINS and Action.REOPEN_TERMINAL in at.abilities:
        return True
    if at.state is not State.RESOLVED:
        raise TransitionNotAllowedError(at.ticket_id, at.state, State.IN_PROGRESS)
    if at.reopen_window_over and Action.REOPEN_LATE not in at.abilities:
        raise ReopenWindowOverError(at.ticket_id)
    return True


def rating(at: Situation) -> bool:
    if at.rating_is_final:
        raise AlreadyRatedError(at.ticket_id)
    if at.state not in COMPLETED:
        raise RatingNotAllowedError(at.ticket_id, at.state)
    return True


def updating(at: Situation) -> bool:
    """What somebody has begun to work on, its reporter does not change under their hands."""
    if at.state.terminal or (at.state is not State.OPEN and Action.UPDATE_LATE not in at.abilities):
        raise TicketClosedForUpdatesError(at.ticket_id, at.state)
    return True


def commenting(at: Situation) -> bool:
    if at.state.terminal:
        raise TicketClosedForCommentsError(at.ticket_id, at.state)
    return True


def following(at: Situation) -> bool:
    """Its reporter is on it anyway."""
    return at.relations.isdisjoint({Relation.REPORTER, Relation.FOLLOWER})


def unfollowing(at: Situation) -> bool:
    return Relation.FOLLOWER in at.relations


def always(at: Situation) -> bool:  # noqa: ARG001  # a `Rule`
    return True


def moving_to(target: State) -> Rule:
    def moving(at: Situation) -> bool:
        if not at.state.may_become(target):
            raise TransitionNotAllowedError(at.ticket_id, at.state, target)
        return True

    return moving


def require_not_done(at: Situation, target: State) -> None:
    if at.state.category is Category.DONE:
        raise TransitionNotAllowedError(at.ticket_id, at.state, target)


RULES: Final[Mapping[Verb, tuple[Action, Rule]]] = MappingProxyType(
    {
        Verb.TAKE: (Action.TAKE, taking),
        Verb.RELEASE: (Action.RELEASE, releasing),
        Verb.ASSIGN: (Action.ASSIGN, assigning),
        Verb.WAIT_FOR_REPORTER: (Action.WAIT, moving_to(State.WAITING_REPORTER)),
        Verb.WAIT_FOR_VENDOR: (Action.WAIT, moving_to(State.WAITING_VENDOR)),
        Verb.RESUME: (Action.RESUME, resuming),
        Verb.RESOLVE: (Action.RESOLVE, moving_to(State.RESOLVED)),
        Verb.REJECT: (Action.REJECT, moving_to(State.REJECTED)),
        Verb.CANCEL: (Action.CANCEL, moving_to(State.CANCELLED)),
        Verb.CONFIRM: (Action.CONFIRM, moving_to(State.CLOSED)),
        Verb.REOPEN: (Action.REOPEN, reopening),
        Verb.RATE: (Action.RATE, rating),
        Verb.UPDATE: (Action.UPDATE, updating),
        Verb.COMMENT: (Action.COMMENT, commenting),
        Verb.EDIT_COMMENT: (Action.EDIT_COMMENT, commenting),
        Verb.WRITE_NOTE: (Action.WRITE_NOTE, commenting),
        Verb.FOLLOW: (Action.FOLLOW, following),
        Verb.UNFOLLOW: (Action.FOLLOW, unfollowing),
        Verb.ADD_FOLLOWER: (Action.ADD_FOLLOWER, always),
        Verb.REMOVE_FOLLOWER: (Action.REMOVE_FOLLOWER, always),
        Verb.LINK: (Action.LINK, always),
        Verb.UNLINK: (Action.UNLINK, always),
        Verb.MERGE: (Action.MERGE, moving_to(State.DUPLICATE)),
        Verb.CHANGE_TAGS: (Action.CHANGE_TAGS, always),
    }
)
"""For each verb: which permission it takes, and when it is possible."""


def action_of(verb: Verb) -> Action:
    return RULES[verb][0]


def changes_anything(verb: Verb, *, by: Actor, ticket: VerbFacts, now: datetime) -> bool:
    """Tell whether there is anything to do; raise the `RuleViolationError` for which the verb is refused.

    Whether `by` has the permission is another question: `permissions.require` answers it.
    """
    return applied(RULES[verb][1], Situation.of(by, ticket, now))


def allowed_verbs(actor: Actor, ticket: VerbFacts, now: datetime) -> frozenset[Verb]:
    """Return what the actor can do to the ticket now: what is not refused, and changes something.

    A verb that takes more than the ticket is among them when nothing about the ticket is in its way; with a wrong
    assignee, target or text it is refused all the same.
    """
    return offered(Situation.of(actor, ticket, now))


@cache  # a few hundred situations are all there are
def offered(at: Situation) -> frozenset[Verb]:
    return frozenset(
        verb for verb, (action, rule) in RULES.items() if action in at.abilities and not_refused(rule, at)
    )


def applied(rule: Rule, at: Situation) -> bool:
    """Ask the rule, unless the ticket is one that nothing happens to any more."""
    if at.anonymized:
        raise TicketAnonymizedError(at.ticket_id)
    return rule(at)


def not_refused(rule: Rule, at: Situation) -> bool:
    try:
        return applied(rule, at)
    except RuleViolationError:
        return False
