"""From searches to queries."""

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.tickets.listing import narrowing
from tickets_service.application.queries.search.search_tickets import SearchTickets
from tickets_service.domain.violations import Violations


def search_tickets(request: pb.SearchTicketsRequest) -> SearchTickets:
    violations = Violations()
    query = SearchTickets(
        principal=principal(),
        query=request.query,
        page_size=request.page_size,
        page_token=request.page_token,
        **narrowing(request, violations),
    )
    violations.refuse_if_any()
    return query
