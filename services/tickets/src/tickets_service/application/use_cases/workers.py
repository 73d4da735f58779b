"""What the workers of the service do: nobody calls for it."""

from tickets_service.application.commands.idempotency.purge_answers import PurgeAnswersHandler
from tickets_service.application.commands.people.appoint_staff import AppointStaffHandler
from tickets_service.application.commands.retention.anonymize_ended import AnonymizeEndedHandler
from tickets_service.application.commands.sla.review_clocks import ReviewClocksHandler
from tickets_service.application.commands.tickets.close_unanswered import CloseUnansweredHandler
from tickets_service.application.commands.tickets.remind_reporters import RemindReportersHandler
from tickets_service.application.queries.reports.count_open_tickets import CountOpenTicketsHandler
from tickets_service.application.use_cases.ports import Ports
from tickets_service.domain.people.appointments import Appointments


class WorkerUseCases:
    def __init__(self, ports: Ports, *, appointments: Appointments) -> None:
        self.appoint_staff = AppointStaffHandler(
            unit_of_work=ports.unit_of_work,
            clock=ports.clock,
            tracing=ports.tracing,
            appointments=appointments,
        )
        self.close_unanswered = CloseUnansweredHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.remind_reporters = RemindReportersHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.review_clocks = ReviewClocksHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.anonymize_ended = AnonymizeEndedHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.count_open_tickets = CountOpenTicketsHandler(reports=ports.reports)
        self.purge_answers = PurgeAnswersHandler(unit_of_work=ports.unit_of_work, clock=ports.clock)
