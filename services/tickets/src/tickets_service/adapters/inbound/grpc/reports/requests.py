"""From requests for reports to queries."""

from fixline.tickets.v1 import report_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import AUDIT_KINDS, STATES, all_from
from tickets_service.adapters.inbound.grpc.names import (
    location_code_if_any,
    ticket_id_from,
    user_id_or_none,
)
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.timestamps import instant_in
from tickets_service.application.queries.reports.export_tickets import ExportTickets
from tickets_service.application.queries.reports.get_statistics import GetStatistics
from tickets_service.application.queries.reports.list_audit_events import ListAuditEvents
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


def list_audit_events(request: pb.ListAuditEventsRequest) -> ListAuditEvents:
    violations = Violations()
    query = ListAuditEvents(
        principal=principal(),
        kinds=frozenset(all_from(request.kinds, AUDIT_KINDS, "kinds", violations)),
        actor=user_id_or_none(request.actor, "actor", violations),
        ticket=ticket_id_from(request.ticket, "ticket", violations) if request.ticket else None,
        created_from=instant_in(request, "created_from", violations),
        created_before=instant_in(request, "created_before", violations),
        page_size=request.page_size,
        page_token=request.page_token,
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
