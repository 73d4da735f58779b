"""Policies and calendars."""

from tickets_service.application.commands.sla.change_sla import SlaChanger
from tickets_service.application.commands.sla.create_calendar import CreateSlaCalendarHandler
from tickets_service.application.commands.sla.delete_calendar import DeleteSlaCalendarHandler
from tickets_service.application.commands.sla.update_calendar import UpdateSlaCalendarHandler
from tickets_service.application.commands.sla.update_policy import UpdateSlaPolicyHandler
from tickets_service.application.queries.sla.get_calendar import GetSlaCalendarHandler
from tickets_service.application.queries.sla.get_policy import GetSlaPolicyHandler
from tickets_service.application.queries.sla.list_calendars import ListSlaCalendarsHandler
from tickets_service.application.queries.sla.list_changes import ListSlaChangesHandler
from tickets_service.application.queries.sla.list_policies import ListSlaPoliciesHandler
from tickets_service.application.use_cases.ports import Ports


class SlaUseCases:
    def __init__(self, ports: Ports) -> None:
        # Commands
        change = SlaChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
        self.update_sla_policy = UpdateSlaPolicyHandler(change=change)
        self.create_sla_calendar = CreateSlaCalendarHandler(change=change)
        self.update_sla_calendar = UpdateSlaCalendarHandler(change=change)
        self.delete_sla_calendar = DeleteSlaCalendarHandler(change=change)

        # Queries
        self.list_sla_policies = ListSlaPoliciesHandler(users=ports.users, sla=ports.sla)
        self.get_sla_policy = GetSlaPolicyHandler(users=ports.users, sla=ports.sla)
        self.list_sla_calendars = ListSlaCalendarsHandler(users=ports.users, sla=ports.sla)
        self.get_sla_calendar = GetSlaCalendarHandler(users=ports.users, sla=ports.sla)
        self.list_sla_changes = ListSlaChangesHandler(users=ports.users, sla=ports.sla)
