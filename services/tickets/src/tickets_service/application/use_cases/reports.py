"""Statistics and exports."""

from tickets_service.application.queries.reports.export_tickets import ExportTicketsHandler
from tickets_service.application.queries.reports.get_statistics import GetStatisticsHandler
from tickets_service.application.queries.reports.list_audit_events import ListAuditEventsHandler
from tickets_service.application.use_cases.ports import Ports


class ReportUseCases:
    def __init__(self, ports: Ports) -> None:
        self.get_statistics = GetStatisticsHandler(
            users=ports.users, locations=ports.locations, reports=ports.reports, clock=ports.clock
        )
        self.list_audit_events = ListAuditEventsHandler(users=ports.users, audit=ports.audit)
        self.export_tickets = ExportTicketsHandler(users=ports.users, reports=ports.reports)
