"""Use case: what is not done yet is withdrawn."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.reasoned import ReasonedCommand, read_reason
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicket(ReasonedCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicketHandler:
    change: TicketChanger

    async def __call__(self, command: CancelTicket) -> TicketView:
        key, reason = read_reason(command)
        return await self.change(
            command,
            key,
            Verb.CANCEL,
            lambda ticket, actor, now: ticket.cancel(by=actor, now=now, reason=reason),
        )
