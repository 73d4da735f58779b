"""Which tickets a filter means, on memory."""

from tickets_service.application.ports.readers import Listing, TicketFilter
from tickets_service.domain.state import OPEN_WORK, QUEUE
from tickets_service.domain.ticket import Ticket


def matches(ticket: Ticket, which: TicketFilter) -> bool:
    return (
        listed(ticket, which)
        and ticket.state in which.states
        and ticket.priority in which.priorities
        and which.assignee_id in (None, ticket.assignee_id)
        and not (which.unassigned and ticket.assignee_id is not None)
        and which.reporter_id in (None, ticket.reporter_id)
        and (which.created_from is None or ticket.created_at >= which.created_from)
        and (which.created_before is None or ticket.created_at < which.created_before)
    )


def listed(ticket: Ticket, which: TicketFilter) -> bool:
    if which.listing is Listing.ALL:
        return True
    if which.listing is Listing.REPORTED:
        return ticket.reporter_id == which.user_id
    if which.listing is Listing.UNASSIGNED:
        return ticket.assignee_id is None and ticket.state in QUEUE
    return ticket.assignee_id == which.user_id and ticket.state in OPEN_WORK
