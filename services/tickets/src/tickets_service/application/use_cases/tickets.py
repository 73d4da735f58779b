"""Tickets: what is done to one, and how they are read."""

from tickets_service.application.commands.tickets.assign_ticket import AssignTicketHandler
from tickets_service.application.commands.tickets.cancel_ticket import CancelTicketHandler
from tickets_service.application.commands.tickets.change_tags import ChangeTagsHandler
from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.confirm_ticket import ConfirmTicketHandler
from tickets_service.application.commands.tickets.create_ticket import CreateTicketHandler
from tickets_service.application.commands.tickets.merge_ticket import MergeTicketHandler
from tickets_service.application.commands.tickets.rate_ticket import RateTicketHandler
from tickets_service.application.commands.tickets.reject_ticket import RejectTicketHandler
from tickets_service.application.commands.tickets.release_ticket import ReleaseTicketHandler
from tickets_service.application.commands.tickets.reopen_ticket import ReopenTicketHandler
from tickets_service.application.commands.tickets.resolve_ticket import ResolveTicketHandler
from tickets_service.application.commands.tickets.resume_ticket import ResumeTicketHandler
from tickets_service.application.commands.tickets.take_ticket import TakeTicketHandler
from tickets_service.application.commands.tickets.update_ticket import UpdateTicketHandler
from tickets_service.application.commands.tickets.wait_for_reporter import WaitForReporterHandler
from tickets_service.application.commands.tickets.wait_for_vendor import WaitForVendorHandler
from tickets_service.application.queries.tickets.batch_get_allowed_verbs import BatchGetAllowedVerbsHandler
from tickets_service.application.queries.tickets.count_tickets import CountTicketsHandler
from tickets_service.application.queries.tickets.get_ticket import GetTicketHandler
from tickets_service.application.queries.tickets.list_common_tags import ListCommonTagsHandler
from tickets_service.application.queries.tickets.list_tickets import ListTicketsHandler
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.use_cases.ports import Ports


class TicketUseCases:
    def __init__(self, ports: Ports) -> None:
        # Commands
        change = TicketChanger(
            unit_of_work=ports.unit_of_work,
            clock=ports.clock,
            tracing=ports.tracing,
            response_times=ports.response_times,
        )
        self.create_ticket = CreateTicketHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.take_ticket = TakeTicketHandler(change=change)
        self.assign_ticket = AssignTicketHandler(change=change)
        self.release_ticket = ReleaseTicketHandler(change=change)
        self.wait_for_reporter = WaitForReporterHandler(change=change)
        self.wait_for_vendor = WaitForVendorHandler(change=change)
        self.resume_ticket = ResumeTicketHandler(change=change)
        self.resolve_ticket = ResolveTicketHandler(change=change)
        self.reject_ticket = RejectTicketHandler(change=change)
        self.cancel_ticket = CancelTicketHandler(change=change)
        self.confirm_ticket = ConfirmTicketHandler(change=change)
        self.reopen_ticket = ReopenTicketHandler(change=change)
        self.rate_ticket = RateTicketHandler(change=change)
        self.update_ticket = UpdateTicketHandler(change=change)
        self.change_tags = ChangeTagsHandler(change=change)
        self.merge_ticket = MergeTicketHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )

        # Queries
        visible = VisibleTicket(reading=ports.reading)
        self.get_ticket = GetTicketHandler(visible=visible, clock=ports.clock)
        self.batch_get_allowed_verbs = BatchGetAllowedVerbsHandler(reading=ports.reading, clock=ports.clock)
        self.list_common_tags = ListCommonTagsHandler(reading=ports.reading)
        self.list_tickets = ListTicketsHandler(reading=ports.reading, clock=ports.clock)
        self.count_tickets = CountTicketsHandler(reading=ports.reading, clock=ports.clock)
