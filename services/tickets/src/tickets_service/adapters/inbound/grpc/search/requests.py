"""From searches to queries."""

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.names import location_code_from
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.tickets.listing import narrowing
from tickets_service.application.queries.search.list_similar_tickets import ListSimilarTickets
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


def list_similar_tickets(request: pb.ListSimilarTicketsRequest) -> ListSimilarTickets:
    violations = Violations()
    location = location_code_from(request.report.location_node, "report.location_node", violations)
    violations.refuse_if_any()
    return ListSimilarTickets(principal=principal(), text=request.report.text, location=location)
