"""Use case: nobody works on a ticket any longer."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.reasoned import ReasonedCommand, read_reason
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTicket(ReasonedCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTicketHandler:
    change: TicketChanger

    async def __call__(self, command: ReleaseTicket) -> TicketView:
        key, reason = read_reason(command)
        return await self.change(
            command,
            key,
            Verb.RELEASE,
            lambda ticket, actor, now: ticket.release(by=actor, now=now, reason=reason),
        )
