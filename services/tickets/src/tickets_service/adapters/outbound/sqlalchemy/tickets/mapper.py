"""Between rows and tickets. Only named columns are ever selected."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import aliased

from fixline_chassis.driver.statements import Row
from tickets_service.adapters.outbound.sqlalchemy.tables.places import LocationRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import RequestRow
from tickets_service.adapters.outbound.sqlalchemy.text_marks import marks_column, marks_from
from tickets_service.adapters.outbound.sqlalchemy.tickets.clock_mapper import (
    clock_columns,
    clocks_from_row,
    standing_from,
)
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.places.location import LocationId, Place
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.waiting import Waiting

POINTED_TO: Final = aliased(LocationRow, name="pointed_to")
LOCATION_CODE: Final = (
    select(POINTED_TO.code)
    .where(POINTED_TO.id == RequestRow.location_id)
    .correlate(RequestRow)
    .scalar_subquery()
    .label("location_code")
)
"""Instead of a join, which every lock and every page of a list would have to think of."""
WHOLE_TICKET_COLUMNS: Final = (*RequestRow.__table__.columns, LOCATION_CODE)
"""With what only those need who change the ticket."""
TICKET_COLUMNS: Final = tuple(column for column in WHOLE_TICKET_COLUMNS if column.name != "sla_facts")


def ticket_from_row(row: Row) -> Ticket:
    location_id = row["location_id"]
    return Ticket(
        id=TicketId(row["id"]),
        title=row["title"],
        description=row["description"],
        description_marks=marks_from(row["description"], row["description_marks"]),
        location=row["location"],
        state=State(row["status"]),
        priority=Priority(row["priority"]),
        reporter_id=UserId(row["user_id"]),
        assignee_id=row["assigned_to"],
        attachments=tuple(row["attachments"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        completed_at=row["completed_at"],
        rating=rating_from(row),
        resolution=row["resolution"],
        reopen_count=row["reopen_count"],
        follower_count=row["follower_count"],
        followed_by=row.get("followed_by"),
        duplicate_of=row["duplicate_of"],
        waiting=waiting_from(row),
        place=None if location_id is None else Place(LocationId(location_id), row["location_code"]),
        origin=row["origin"],
        tags=tuple(row["tags"]),
        held=row["held"],
        anonymized_at=row["anonymized_at"],
        version=row["version"],
        clocks=clocks_from_row(row),
    )


def ticket_view(row: Row) -> TicketView:
    """Return what readers show: without the entity, which only those need who change the ticket."""
    return TicketView(
        id=TicketId(row["id"]),
        title=row["title"],
        description=row["description"],
        description_marks=marks_from(row["description"], row["description_marks"]),
        location=row["location"],
        state=State(row["status"]),
        priority=Priority(row["priority"]),
        reporter_id=UserId(row["user_id"]),
        assignee_id=row["assigned_to"],
        attachments=tuple(row["attachments"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        completed_at=row["completed_at"],
        rating=rating_from(row),
        resolution=row["resolution"],
        reopen_count=row["reopen_count"],
        duplicate_of=row["duplicate_of"],
        follower_count=row["follower_count"],
        location_node=row["location_code"] or "",
        etag=str(row["version"]),
        followed_by=row.get("followed_by"),
        sla=standing_from(row),
        origin=row["origin"],
        tags=tuple(row["tags"]),
        anonymized_at=row["anonymized_at"],
    )


def rating_from(row: Row) -> Rating | None:
    stars = row["rating_stars"]
    if stars is None:
        return None
    return Rating(stars=stars, comment=row["rating_comment"], created_at=row["rated_at"])


def waiting_from(row: Row) -> Waiting | None:
    since = row["waiting_since"]
    if since is None:
        return None
    return Waiting(since=since, reminders=row["reminders_sent"], reminded_at=row["reminded_at"])


def ticket_columns(ticket: Ticket) -> Mapping[str, Any]:
    """Return everything but what others keep: the id, and the count of followers."""
    rating, waiting = ticket.rating, ticket.waiting
    return {
        "user_id": ticket.reporter_id,
        "title": ticket.title,
        "description": ticket.description,
        "description_marks": marks_column(ticket.description, ticket.description_marks),
        "location": ticket.location,
        "status": ticket.state.value,
        "priority": ticket.priority.value,
        "assigned_to": ticket.assignee_id,
        "created_at": ticket.created_at,
        "updated_at": ticket.updated_at,
        "completed_at": ticket.completed_at,
        "attachments": list(ticket.attachments),
        "rating_stars": rating and rating.stars,
        "rating_comment": rating and rating.comment,
        "rated_at": rating and rating.created_at,
        "resolution": ticket.resolution,
        "reopen_count": ticket.reopen_count,
        "duplicate_of": ticket.duplicate_of,
        "waiting_since": waiting and waiting.since,
        "reminders_sent": waiting.reminders if waiting else 0,
        "reminded_at": waiting and waiting.reminded_at,
        "location_id": ticket.place and ticket.place.id,
        "origin": ticket.origin,
        "tags": list(ticket.tags),
        "held": ticket.held,
        "anonymized_at": ticket.anonymized_at,
        "version": ticket.version + 1,
        **clock_columns(ticket.clocks),
    }
