"""The tickets service's rules as far as the dialogs meet them: what a person can do to a ticket, and why not."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot_service.application.errors import Reason
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.tickets import TicketState, TicketView, Verb
from bot_service.domain.people.person import Role

COMPLETED: Final = frozenset({TicketState.RESOLVED, TicketState.CLOSED})
TERMINAL: Final = frozenset(
    {TicketState.CLOSED, TicketState.CANCELLED, TicketState.REJECTED, TicketState.DUPLICATE}
)
DONE: Final = COMPLETED | TERMINAL
REPORTING: Final = frozenset({Verb.COMMENT, Verb.CANCEL, Verb.CONFIRM, Verb.REOPEN, Verb.RATE})
CORRECTED_WITHIN: Final = timedelta(days=1)
WORKING: Final = frozenset(
    {
        Verb.COMMENT,
        Verb.WRITE_NOTE,
        Verb.RESOLVE,
        Verb.REOPEN,
        Verb.UPDATE,
        Verb.LINK,
        Verb.UNLINK,
        Verb.CHANGE_TAGS,
        Verb.WAIT_FOR_REPORTER,
        Verb.WAIT_FOR_VENDOR,
        Verb.RESUME,
        Verb.REJECT,
    }
)
FOLLOWING: Final = frozenset({Verb.COMMENT, Verb.UNFOLLOW})
DISPATCHING: Final = WORKING | {Verb.TAKE, Verb.CANCEL, Verb.RELEASE, Verb.ASSIGN, Verb.MERGE}
BEGUN: Final = frozenset({TicketState.OPEN, TicketState.IN_PROGRESS})
PAUSED: Final = frozenset({TicketState.WAITING_REPORTER, TicketState.WAITING_VENDOR})


Rule = Callable[[UserView, TicketView, datetime], str]
"""Says why something is refused; empty where it is not."""


def sees(user: UserView, ticket: TicketView, *, follows: bool = False) -> bool:
    return (
        follows
        or user.role in {Role.DISPATCHER, Role.ADMIN, Role.AUDITOR}
        or user.name == ticket.reporter
        or (user.role is Role.AGENT and ticket.assignee in ("", user.name))
    )


def sees_notes(user: UserView, ticket: TicketView) -> bool:
    works = user.role is Role.AGENT and ticket.assignee in ("", user.name)
    return works or user.role in {Role.DISPATCHER, Role.ADMIN, Role.AUDITOR}


def rights(user: UserView, ticket: TicketView, *, follows: bool = False) -> frozenset[Verb]:
    """Return what the person's role and relation let them do, whatever the ticket's state."""
    if user.role is Role.AUDITOR:
        return frozenset()
    own = REPORTING if user.name == ticket.reporter else frozenset()
    own |= FOLLOWING if follows else frozenset()
    if user.name == ticket.reporter and not ticket.assignee:
        own |= {Verb.UPDATE}
    if user.role in {Role.DISPATCHER, Role.ADMIN}:
        return own | DISPATCHING
    if user.role is Role.AGENT:
        work = WORKING if ticket.assignee in ("", user.name) else frozenset()
        own |= {Verb.LINK, Verb.UNLINK} if own else frozenset()
        mine = frozenset({Verb.RELEASE} if ticket.assignee == user.name else ())
        return own | work | mine | {Verb.TAKE}
    return own


def taking(user: UserView, ticket: TicketView, _now: datetime) -> str:
    if ticket.assignee not in ("", user.name):
        return Reason.TICKET_ALREADY_ASSIGNED
    return Reason.TRANSITION_NOT_ALLOWED if ticket.state in DONE else ""


def reopening(user: UserView, ticket: TicketView, _now: datetime) -> str:
    by_admin = user.role is Role.ADMIN and ticket.state in TERMINAL - {TicketState.DUPLICATE}
    return "" if ticket.state is TicketState.RESOLVED or by_admin else Reason.TRANSITION_NOT_ALLOWED


def updating(user: UserView, ticket: TicketView, _now: datetime) -> str:
    works = user.role.is_staff
    is_open = ticket.state is TicketState.OPEN or (works and ticket.state not in TERMINAL)
    return "" if is_open else Reason.TICKET_CLOSED_FOR_UPDATES


def rating(_user: UserView, ticket: TicketView, now: datetime) -> str:
    if ticket.rate_time is not None and now - ticket.rate_time > CORRECTED_WITHIN:
        return Reason.ALREADY_RATED
    return "" if ticket.state in COMPLETED else Reason.RATING_NOT_ALLOWED


def commenting(_user: UserView, ticket: TicketView, _now: datetime) -> str:
    return Reason.TICKET_CLOSED_FOR_COMMENTS if ticket.state in TERMINAL else ""


def only_from(*states: TicketState) -> Rule:
    return lambda _user, ticket, _now: "" if ticket.state in states else Reason.TRANSITION_NOT_ALLOWED


REFUSALS: Final[Mapping[Verb, Rule]] = {
    Verb.TAKE: taking,
    Verb.RESOLVE: only_from(*BEGUN, *PAUSED),
    Verb.CONFIRM: only_from(TicketState.RESOLVED),
    Verb.CANCEL: only_from(*BEGUN, *PAUSED),
    Verb.RELEASE: only_from(*BEGUN, *PAUSED),
    Verb.ASSIGN: only_from(*BEGUN, *PAUSED),
    Verb.MERGE: only_from(*BEGUN),
    Verb.WAIT_FOR_REPORTER: only_from(*BEGUN),
    Verb.WAIT_FOR_VENDOR: only_from(*BEGUN),
    Verb.RESUME: only_from(*PAUSED),
    Verb.REJECT: only_from(TicketState.OPEN),
    Verb.UPDATE: updating,
    Verb.REOPEN: reopening,
    Verb.RATE: rating,
    Verb.COMMENT: commenting,
    Verb.WRITE_NOTE: commenting,
    Verb.UNLINK: lambda _user, _ticket, _now: "",
    Verb.CHANGE_TAGS: lambda _user, _ticket, _now: "",
    Verb.LINK: lambda _user, _ticket, _now: "",
    Verb.UNFOLLOW: lambda _user, _ticket, _now: "",
}
"""Why a verb is refused now; empty when it is not."""


def allowed_verbs(
    user: UserView, ticket: TicketView, now: datetime, *, follows: bool = False
) -> frozenset[Verb]:
    """Return what is not refused and changes something."""
    if not user.active:
        return frozenset()
    allowed = {
        verb for verb in rights(user, ticket, follows=follows) if not REFUSALS[verb](user, ticket, now)
    }
    if ticket.assignee == user.name and ticket.state is not TicketState.OPEN:
        allowed.discard(Verb.TAKE)
    if not ticket.assignee:
        allowed.discard(Verb.RELEASE)
    return frozenset(allowed)
