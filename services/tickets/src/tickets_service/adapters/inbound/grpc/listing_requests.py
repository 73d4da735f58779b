"""From requests for lists of tickets to queries."""

from datetime import UTC, datetime
from typing import Final

from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import (
    CATEGORIES,
    LISTINGS,
    ORDERS,
    PRIORITIES,
    STATES,
    all_from,
    one_from,
)
from tickets_service.adapters.inbound.grpc.names import user_id_or_none
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.ports.readers import Listing
from tickets_service.application.queries.list_tickets import ListTickets
from tickets_service.application.ticket_order import Order
from tickets_service.domain.violations import Violations

NOBODY: Final = "-"


def list_tickets(request: pb.ListTicketsRequest) -> ListTickets:
    violations = Violations()
    unassigned = request.assignee == NOBODY
    query = ListTickets(
        principal=principal(),
        listing=one_from(request.view, LISTINGS, "view", violations, unset=Listing.REPORTED),
        order=one_from(request.order, ORDERS, "order", violations, unset=Order.NEWEST),
        states=all_from(request.states, STATES, "states", violations),
        categories=all_from(request.categories, CATEGORIES, "categories", violations),
        priorities=all_from(request.priorities, PRIORITIES, "priorities", violations),
        assignee_id=None if unassigned else user_id_or_none(request.assignee, "assignee", violations),
        unassigned=unassigned,
        reporter_id=user_id_or_none(request.reporter, "reporter", violations),
        follower_id=user_id_or_none(request.follower, "follower", violations),
        overdue=request.overdue,
        created_from=instant(request, "created_from", violations),
        created_before=instant(request, "created_before", violations),
        page_size=request.page_size,
        page_token=request.page_token,
    )
    violations.refuse_if_any()
    return query


def instant(request: pb.ListTicketsRequest, field: str, violations: Violations) -> datetime | None:
    """Return the time in that field, None when it is unset; add a violation for what is no time at all."""
    if not request.HasField(field):  # type: ignore[arg-type]  # one of the two, as the callers say
        return None
    found: Timestamp = getattr(request, field)
    try:
        return found.ToDatetime(UTC)
    except (ValueError, OverflowError):
        violations.add(field, "must be from 0001-01-01 to 9999-12-31")
        return None
