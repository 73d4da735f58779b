"""What is kept no longer than the desk says."""

from tickets_service.application.commands.retention.clear_ticket import ClearTicketHandler
from tickets_service.application.commands.retention.postpone_clearing import PostponeClearingHandler
from tickets_service.application.commands.retention.update_policy import UpdateRetentionPolicyHandler
from tickets_service.application.queries.retention.get_policy import GetRetentionPolicyHandler
from tickets_service.application.queries.retention.list_runs import ListRetentionRunsHandler
from tickets_service.application.queries.retention.list_uncleared import ListUnclearedTicketsHandler
from tickets_service.application.queries.retention.preview_retention import PreviewRetentionHandler
from tickets_service.application.use_cases.ports import Ports


class RetentionUseCases:
    def __init__(self, ports: Ports) -> None:
        # Commands
        self.update_retention_policy = UpdateRetentionPolicyHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.clear_ticket = ClearTicketHandler(unit_of_work=ports.unit_of_work)
        self.postpone_ticket_clearing = PostponeClearingHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock
        )

        # Queries
        self.get_retention_policy = GetRetentionPolicyHandler(unit_of_work=ports.unit_of_work)
        self.preview_retention = PreviewRetentionHandler(unit_of_work=ports.unit_of_work, clock=ports.clock)
        self.list_retention_runs = ListRetentionRunsHandler(unit_of_work=ports.unit_of_work)
        self.list_uncleared_tickets = ListUnclearedTicketsHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock
        )
