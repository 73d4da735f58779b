"""Use case: the reporter has to answer first."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.reasoned import ReasonedCommand, read_reason
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitForReporter(ReasonedCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitForReporterHandler:
    change: TicketChanger

    async def __call__(self, command: WaitForReporter) -> TicketView:
        key, reason = read_reason(command)
        return await self.change(
            command,
            key,
            Verb.WAIT_FOR_REPORTER,
            lambda ticket, actor, now: ticket.wait_for_reporter(by=actor, now=now, reason=reason),
        )
