"""From a filter to conditions in SQL that PostgreSQL can answer from a range of an index."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ARRAY, ColumnElement, Select, Text, cast, literal_column, select, text
from sqlalchemy.dialects.postgresql import array

from tickets_service.adapters.outbound.sqlalchemy.places.mapper import within
from tickets_service.adapters.outbound.sqlalchemy.tables.followers import FollowerRow
from tickets_service.adapters.outbound.sqlalchemy.tables.layout import one_of, priority_rank
from tickets_service.adapters.outbound.sqlalchemy.tables.places import LocationRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import TAGGED, RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import TICKET_COLUMNS
from tickets_service.application.ports.tickets.reader import (
    ALL_PRIORITIES,
    ALL_STATES,
    Listing,
    TicketConditions,
    TicketFilter,
)
from tickets_service.domain.people.user import UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import OPEN_WORK, QUEUE, State

RANK: Final[ColumnElement[int]] = literal_column(priority_rank("requests.priority"))

# States are literal, so that a prepared plan can use the partial indexes.
IN_QUEUE: Final = text(one_of("requests.status", QUEUE))
HAS_TAGS: Final = text(f"requests.{TAGGED}")
IN_WORK: Final = text(one_of("requests.status", OPEN_WORK))


def listed(which: TicketFilter, columns: Sequence[Any] = TICKET_COLUMNS) -> Select[Any]:
    """Select the tickets that `which` means, in no order."""
    return select(*columns).where(*by_listing(which), *by_conditions(which))


def by_listing(which: TicketFilter) -> list[Any]:
    if which.listing is Listing.ALL:
        return []
    if which.listing is Listing.REPORTED:
        return [RequestRow.user_id == which.user_id]
    if which.listing is Listing.FOLLOWED:
        return [followed_by_user(which.user_id)]
    if which.listing is Listing.UNASSIGNED:
        # Whoever asks for other states, asks for these.
        return [RequestRow.assigned_to.is_(None), IN_QUEUE if which.states & QUEUE else IN_WORK]
    return [RequestRow.assigned_to == which.user_id, IN_WORK]


def by_conditions(which: TicketConditions) -> list[Any]:
    found = [*by_state(which.states), *by_priority(which.priorities)]
    if which.assignee_id is not None:
        found.append(RequestRow.assigned_to == which.assignee_id)
    if which.unassigned:
        found.append(RequestRow.assigned_to.is_(None))
    if which.reporter_id is not None:
        found.append(RequestRow.user_id == which.reporter_id)
    if which.follower_id is not None:
        found.append(followed_by_user(which.follower_id))
    if which.within is not None:
        found.append(RequestRow.location_id.in_(select(LocationRow.id).where(within(which.within))))
    if which.due_by is not None:
        found.append(RequestRow.sla_due_at <= which.due_by)
    if which.tag is not None:
        # The second says nothing new, except to the planner: the index of what has any will do.
        found += [RequestRow.tags.contains(cast(array([which.tag]), ARRAY(Text))), HAS_TAGS]
    if which.created_from is not None:
        found.append(RequestRow.created_at >= which.created_from)
    if which.created_before is not None:
        found.append(RequestRow.created_at < which.created_before)
    return found


def followed_by_user(user_id: UserId | None) -> ColumnElement[bool]:
    return RequestRow.id.in_(select(FollowerRow.ticket_id).where(FollowerRow.user_id == user_id))


def by_state(states: frozenset[State]) -> list[Any]:
    if states == ALL_STATES:
        return []
    if not states:
        return [text("false")]
    asked = text(one_of("requests.status", states))
    # The second says nothing new, except to the planner: the partial indexes of what is not done will do.
    return [asked, IN_WORK] if states < OPEN_WORK else [asked]


def by_priority(priorities: frozenset[Priority]) -> list[Any]:
    if priorities == ALL_PRIORITIES:
        return []
    ranks = [priority.rank for priority in priorities]
    # The bounds tell the index of that order where to begin and end.
    return [RANK.between(min(ranks), max(ranks)), text(one_of("requests.priority", priorities))]
