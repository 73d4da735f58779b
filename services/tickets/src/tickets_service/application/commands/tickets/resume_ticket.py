"""Use case: the waiting is over."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.reasoned import ReasonedCommand, read_reason
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeTicket(ReasonedCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeTicketHandler:
    change: TicketChanger

    async def __call__(self, command: ResumeTicket) -> TicketView:
        key, reason = read_reason(command)
        return await self.change(
            command,
            key,
            Verb.RESUME,
            lambda ticket, actor, now: ticket.resume(by=actor, now=now, reason=reason),
        )
