"""From a filter and an order to SQL that PostgreSQL can answer from a range of an index."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, literal_column, select, text, tuple_

from tickets_service.adapters.outbound.sqlalchemy.mappers import TICKET_COLUMNS
from tickets_service.adapters.outbound.sqlalchemy.rows import RequestRow, one_of, priority_rank
from tickets_service.application.ports.readers import (
    ALL_PRIORITIES,
    ALL_STATES,
    Listing,
    TicketFilter,
)
from tickets_service.application.ticket_order import Order, Place
from tickets_service.domain.state import OPEN_WORK, QUEUE

CREATED: Final = (RequestRow.created_at, RequestRow.id)
RANK: Final[ColumnElement[int]] = literal_column(priority_rank("requests.priority"))
KEYS: Final[Mapping[Order, Sequence[Any]]] = {
    Order.NEWEST: CREATED,
    Order.OLDEST: CREATED,
    Order.PRIORITY: (RANK, *CREATED),
}

# States are literal, so that a prepared plan can use the partial indexes.
IN_QUEUE: Final = text(one_of("requests.status", QUEUE))
IN_WORK: Final = text(one_of("requests.status", OPEN_WORK))


def listed(which: TicketFilter) -> Select[Any]:
    """Select the tickets that `which` means, in no order."""
    statement = by_listing(select(*TICKET_COLUMNS), which)
    if which.states != ALL_STATES:
        statement = by_state(statement, which)
    if which.priorities != ALL_PRIORITIES:
        statement = by_priority(statement, which)
    if which.assignee_id is not None:
        statement = statement.where(RequestRow.assigned_to == which.assignee_id)
    if which.unassigned:
        statement = statement.where(RequestRow.assigned_to.is_(None))
    if which.reporter_id is not None:
        statement = statement.where(RequestRow.user_id == which.reporter_id)
    if which.created_from is not None:
        statement = statement.where(RequestRow.created_at >= which.created_from)
    if which.created_before is not None:
        statement = statement.where(RequestRow.created_at < which.created_before)
    return statement


def by_listing(statement: Select[Any], which: TicketFilter) -> Select[Any]:
    if which.listing is Listing.ALL:
        return statement
    if which.listing is Listing.REPORTED:
        return statement.where(RequestRow.user_id == which.user_id)
    if which.listing is Listing.UNASSIGNED:
        return statement.where(RequestRow.assigned_to.is_(None), IN_QUEUE)
    return statement.where(RequestRow.assigned_to == which.user_id, IN_WORK)


def by_state(statement: Select[Any], which: TicketFilter) -> Select[Any]:
    if not which.states:
        return statement.where(text("false"))
    if which.states < OPEN_WORK:
        # Says nothing new, except to the planner: the partial indexes of what is not done will do.
        statement = statement.where(IN_WORK)
    return statement.where(text(one_of("requests.status", which.states)))


def by_priority(statement: Select[Any], which: TicketFilter) -> Select[Any]:
    ranks = [priority.rank for priority in which.priorities]
    # The bounds tell the index of that order where to begin and end.
    return statement.where(
        RANK.between(min(ranks), max(ranks)), text(one_of("requests.priority", which.priorities))
    )


def ordered(statement: Select[Any], order: Order) -> Select[Any]:
    keys = KEYS[order]
    return statement.order_by(*(key.desc() for key in keys) if order is Order.NEWEST else keys)


def behind(statement: Select[Any], order: Order, after: Place | None) -> Select[Any]:
    """Leave out `after` and everything that stands before it."""
    if after is None:
        return statement
    keys = KEYS[order]
    values: dict[Any, object] = {
        RequestRow.created_at: after.created_at,
        RequestRow.id: after.ticket_id,
        RANK: after.priority.rank,
    }
    place = tuple_(*(values[key] for key in keys))
    return statement.where(tuple_(*keys) < place if order is Order.NEWEST else tuple_(*keys) > place)
