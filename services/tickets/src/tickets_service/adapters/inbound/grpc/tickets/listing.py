"""From requests for lists of tickets to queries, and what narrows lists and searches."""

from typing import Any, Final

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
from tickets_service.adapters.inbound.grpc.names import location_code_if_any, user_id_or_none
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.timestamps import instant_in
from tickets_service.application.ports.tickets.reader import Listing
from tickets_service.application.queries.tickets.count_tickets import CountedList, CountTickets
from tickets_service.application.queries.tickets.list_tickets import ListTickets
from tickets_service.application.ticket_order import Order
from tickets_service.domain.violations import Violations

NOBODY: Final = "-"
Narrowed = pb.ListTicketsRequest | pb.SearchTicketsRequest


def list_tickets(request: pb.ListTicketsRequest) -> ListTickets:
    violations = Violations()
    query = ListTickets(
        principal=principal(),
        listing=one_from(request.view, LISTINGS, "view", violations, unset=Listing.REPORTED),
        order=one_from(request.order, ORDERS, "order", violations, unset=Order.NEWEST),
        page_size=request.page_size,
        page_token=request.page_token,
        **narrowing(request, violations),
    )
    violations.refuse_if_any()
    return query


def count_tickets(request: pb.CountTicketsRequest) -> CountTickets:
    violations, lists = Violations(), []
    for n, each in enumerate(request.lists):
        of_list = Violations()
        listing = one_from(each.view, LISTINGS, "view", of_list, unset=Listing.REPORTED)
        lists.append(CountedList(listing=listing, **narrowing(each, of_list)))
        for found in of_list.found:
            violations.add(f"lists[{n}].{found.field}", found.description)
    violations.refuse_if_any()
    return CountTickets(principal=principal(), lists=lists, most=request.most)


def narrowing(request: Narrowed, violations: Violations) -> dict[str, Any]:
    """Return the fields of a `Narrowing`."""
    unassigned = request.assignee == NOBODY
    return {
        "states": all_from(request.states, STATES, "states", violations),
        "categories": all_from(request.categories, CATEGORIES, "categories", violations),
        "priorities": all_from(request.priorities, PRIORITIES, "priorities", violations),
        "assignee_id": None if unassigned else user_id_or_none(request.assignee, "assignee", violations),
        "unassigned": unassigned,
        "reporter_id": user_id_or_none(request.reporter, "reporter", violations),
        "follower_id": user_id_or_none(request.follower, "follower", violations),
        "within": location_code_if_any(request.location_node, "location_node", violations),
        "overdue": request.overdue,
        "tag": request.tag,
        "created_from": instant_in(request, "created_from", violations),
        "created_before": instant_in(request, "created_before", violations),
    }
