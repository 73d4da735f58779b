"""From requests for reports to queries."""

from fixline.tickets.v1 import report_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import STATES, all_from
from tickets_service.adapters.inbound.grpc.names import location_code_if_any
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.timestamps import instant_in
from tickets_service.application.queries.reports.export_tickets import ExportTickets
from tickets_service.application.queries.reports.get_statistics import GetStatistics
from tickets_service.domain.violations import Violations


def get_statistics(request: pb.GetStatisticsRequest) -> GetStatistics:
    violations = Violations()
    query = GetStatistics(
        principal=principal(),
        created_from=instant_in(request, "created_from", violations),
        created_before=instant_in(request, "created_before", violations),
        location_node=location_code_if_any(request.location_node, "location_node", violations),
        time_zone=request.time_zone,
        most=request.most,
    )
    violations.refuse_if_any()
    return query


def export_tickets(request: pb.ExportTicketsRequest) -> ExportTickets:
    violations = Violations()
    query = ExportTickets(
        principal=principal(),
        created_from=instant_in(request, "created_from", violations),
        created_before=instant_in(request, "created_before", violations),
        states=all_from(request.states, STATES, "states", violations),
        include_comments=request.include_comments,
        resume_token=request.resume_token,
    )
    violations.refuse_if_any()
    return query
