"""Who hears of an event, and how.

Live cards of everybody concerned are redrawn after every event; what needs somebody's attention is a new message.
Nobody gets a new message about what they did themselves.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.views.events import EventType, EventView
from bot_service.application.views.people import is_person
from bot_service.application.views.tickets import TicketState

SHOWN_ON_CARDS: Final = frozenset(
    {
        EventType.TICKET_ASSIGNED,
        EventType.TICKET_REOPENED,
        EventType.TICKET_UPDATED,
        EventType.TICKET_MERGED,
        EventType.STATE_CHANGED,
        EventType.COMMENT_ADDED,
        EventType.COMMENT_EDITED,
        EventType.TICKET_RATED,
        EventType.TICKET_FOLLOWED,
        EventType.TICKET_UNFOLLOWED,
        EventType.LINK_ADDED,
        EventType.LINK_REMOVED,
        EventType.TAGS_CHANGED,
    }
)
ASIDE: Final = frozenset({EventType.LINK_ADDED, EventType.LINK_REMOVED, EventType.TAGS_CHANGED})
SAID: Final = frozenset({EventType.COMMENT_ADDED, EventType.COMMENT_EDITED})
FOLLOWED: Final = frozenset({TicketState.RESOLVED, TicketState.REJECTED, TicketState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAudience:
    """People by their names (`users/7`)."""

    offered: AbstractSet[str] = frozenset()
    """Get a card of the new ticket; it is edited when somebody takes the ticket."""
    notified: AbstractSet[str] = frozenset()
    told: AbstractSet[str] = frozenset()
    """Were told of the ticket, which nobody has taken: all that is written to it in one go is one message to them."""
    redrawn: AbstractSet[str] = frozenset()
    """Have their live card redrawn."""

    @property
    def everybody(self) -> AbstractSet[str]:
        return self.offered | self.notified | self.told | self.redrawn


def concerns_followers(event: EventView, details: TicketDetails) -> bool:
    """Tell whether those who only follow a ticket hear of the event: of an answer, an end, a reopening.

    A question is the reporter's, unless nothing reaches that one.
    """
    if event.type is EventType.TICKET_REOPENED or event.state_after in FOLLOWED:
        return True
    if event.state_after is TicketState.WAITING_REPORTER:
        return details.reporter_is_elsewhere
    return event.type is EventType.COMMENT_ADDED and event.comment is not None and event.comment.by_staff


def is_taken_back(event: EventView) -> bool:
    return event.said is not None and event.said.withdrawn


def audience_of(
    event: EventView,
    details: TicketDetails,
    staff: AbstractSet[str],
    followers: AbstractSet[str] = frozenset(),
) -> EventAudience:
    """`followers`: those of the ticket, where it `concerns_followers`."""
    if event.type is EventType.TICKET_CREATED:
        # Somebody may have reported it for them.
        return EventAudience(offered=(staff | {details.ticket.reporter}) - {event.actor})
    if is_taken_back(event):
        # Nobody hears of it any more; who was told has the message taken away.
        return EventAudience(
            redrawn=_concerned(event, details, staff) if event.comment is not None else frozenset()
        )
    if event.type in SHOWN_ON_CARDS:
        told = _told(event, details, staff)
        return EventAudience(
            notified=(_addressed(event, details, staff) | (followers - {event.actor})) - told,
            told=told,
            redrawn=_concerned(event, details, staff),
        )
    if event.type in {EventType.NOTE_ADDED, EventType.NOTE_EDITED}:
        return EventAudience(notified={details.ticket.assignee} - {event.actor, ""})
    if _still_matters(event, details):
        return EventAudience(notified=_addressed(event, details, staff))
    return EventAudience()


def _still_matters(event: EventView, details: TicketDetails) -> bool:
    """Tell whether an alert or a reminder is worth a message as the ticket stands now."""
    if event.alert is not None:
        return not event.alert.superseded and not details.ticket.done
    return event.resolve_time is not None and details.ticket.state is TicketState.WAITING_REPORTER


def _addressed(event: EventView, details: TicketDetails, staff: AbstractSet[str]) -> AbstractSet[str]:
    """Return whose attention an event asks for."""
    reporter, assignee = details.ticket.reporter, details.ticket.assignee
    talking = answering_for(details)
    # What nobody has, everybody could take; what somebody has who works here no more, somebody else has to get.
    is_orphaned = bool(assignee) and assignee not in staff
    working = {assignee} if assignee in staff else staff | ({assignee} - {""})
    if is_orphaned and event.comment is not None and not event.comment.by_staff:
        talking = talking | staff
    by_type: Mapping[EventType, AbstractSet[str]] = {
        EventType.COMMENT_ADDED: {reporter} | talking,
        # They have read the words that it corrects.
        EventType.COMMENT_EDITED: {reporter} | talking,
        EventType.TICKET_RATED: {assignee},
        EventType.TICKET_ASSIGNED: _of_assignment(event, reporter),
        EventType.TICKET_REOPENED: {reporter} | working,
        EventType.TICKET_MERGED: _of_merge(event, reporter, assignee),
        EventType.SLA_ALERT: working,
        EventType.REPORTER_REMINDED: {reporter},
    }
    # A reopening and a merge say more than the change of state that goes with them.
    by_state: Mapping[TicketState | None, AbstractSet[str]] = {
        TicketState.WAITING_REPORTER: {reporter},
        TicketState.WAITING_VENDOR: {reporter},
        TicketState.RESOLVED: {reporter, assignee},
        TicketState.REJECTED: {reporter, assignee},
        TicketState.CANCELLED: {reporter, assignee},
        TicketState.CLOSED: {assignee},
    }
    addressed = by_type.get(event.type, frozenset()) | by_state.get(event.state_after, frozenset())
    return addressed - {event.actor, ""}


def answering_for(details: TicketDetails) -> AbstractSet[str]:
    """Return who has the ticket; before somebody took it, those of the desk who talked about it answer for it."""
    assignee = details.ticket.assignee
    return {assignee} if assignee else {remark.author for remark in details.remarks if remark.by_desk}


def _of_assignment(event: EventView, reporter: str) -> AbstractSet[str]:
    """The reporter hears who has it now, not that nobody has: the card says so."""
    change = event.assignee
    if change is None:
        return frozenset()
    return {change.before, change.after} | ({reporter} if change.after else set())


def _of_merge(event: EventView, reporter: str, assignee: str) -> AbstractSet[str]:
    """For the reporter of the ticket that goes on, nothing changes."""
    if event.merge is None or event.merge.target == event.ticket:
        return {assignee}
    return {reporter, assignee}


def _told(event: EventView, details: TicketDetails, staff: AbstractSet[str]) -> AbstractSet[str]:
    comment = event.comment
    if details.ticket.assignee or event.type not in SAID or comment is None:
        return frozenset()
    is_desks = comment.by_staff or not is_person(comment.author)
    return frozenset() if is_desks else staff - {event.actor, details.ticket.reporter}


def _concerned(event: EventView, details: TicketDetails, staff: AbstractSet[str]) -> AbstractSet[str]:
    ticket = details.ticket
    concerned = {ticket.reporter, ticket.assignee} - {""}
    if event.type is EventType.TAGS_CHANGED:
        # Of the desk's tags their card does not tell.
        concerned -= {ticket.reporter} - staff
    if event.type in ASIDE and ticket.done:
        # Who has no card of what is over needs none now.
        return concerned
    if event.type is EventType.TICKET_ASSIGNED or not ticket.assignee:
        concerned |= staff
    return concerned
