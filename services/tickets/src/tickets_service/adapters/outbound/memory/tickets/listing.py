"""Which tickets a filter means, on memory."""

from datetime import datetime

from tickets_service.adapters.outbound.memory.followers.repository import Followers
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.ports.tickets.reader import Listing, TicketConditions, TicketFilter
from tickets_service.domain.places.location import STEP
from tickets_service.domain.state import OPEN_WORK, QUEUE
from tickets_service.domain.tickets.ticket import Ticket


def meets(ticket: Ticket, conditions: TicketConditions, store: MemoryStore) -> bool:
    followers = store.followers
    return (
        ticket.state in conditions.states
        and ticket.priority in conditions.priorities
        and conditions.assignee_id in (None, ticket.assignee_id)
        and not (conditions.unassigned and ticket.assignee_id is not None)
        and conditions.reporter_id in (None, ticket.reporter_id)
        and (conditions.follower_id is None or (ticket.id, conditions.follower_id) in followers)
        and (not conditions.within or within(ticket, conditions.within, store))
        and (conditions.due_by is None or due_by(ticket, conditions.due_by))
        and conditions.tag in (None, *ticket.tags)
        and (conditions.created_from is None or ticket.created_at >= conditions.created_from)
        and (conditions.created_before is None or ticket.created_at < conditions.created_before)
    )


def due_by(ticket: Ticket, moment: datetime) -> bool:
    due_at = ticket.clocks.standing.next_due_at
    return due_at is not None and due_at <= moment


def within(ticket: Ticket, code: str, store: MemoryStore) -> bool:
    return ticket.place is not None and code in store.locations[ticket.place.id].path.split(STEP)


def listed(ticket: Ticket, which: TicketFilter, followers: Followers) -> bool:
    if which.listing is Listing.ALL:
        return True
    if which.listing is Listing.REPORTED:
        return ticket.reporter_id == which.user_id
    if which.listing is Listing.FOLLOWED:
        return (ticket.id, which.user_id) in followers
    if which.listing is Listing.UNASSIGNED:
        # Whoever asks for states, asks for these.
        return ticket.assignee_id is None and ticket.state in (QUEUE if which.states & QUEUE else OPEN_WORK)
    return ticket.assignee_id == which.user_id and ticket.state in OPEN_WORK
