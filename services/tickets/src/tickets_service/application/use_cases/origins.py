"""What came with imported tickets."""

from tickets_service.application.commands.origins.settle_old_file import SettleOldFileHandler
from tickets_service.application.queries.origins.list_due_old_files import ListDueOldFilesHandler
from tickets_service.application.queries.origins.list_old_files import ListOldFilesHandler
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.use_cases.ports import Ports


class OriginUseCases:
    def __init__(self, ports: Ports) -> None:
        # Commands
        self.settle_old_file = SettleOldFileHandler(unit_of_work=ports.unit_of_work, clock=ports.clock)

        # Queries
        self.list_old_files = ListOldFilesHandler(
            visible=VisibleTicket(reading=ports.reading), old_files=ports.old_files
        )
        self.list_due_old_files = ListDueOldFilesHandler(
            users=ports.users, old_files=ports.old_files, clock=ports.clock
        )
