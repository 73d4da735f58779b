"""Use case: what was done is worked on again."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.reasoned import ReasonedCommand, read_reason
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTicket(ReasonedCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTicketHandler:
    change: TicketChanger

    async def __call__(self, command: ReopenTicket) -> TicketView:
        key, reason = read_reason(command)
        return await self.change(
            command,
            key,
            Verb.REOPEN,
            lambda ticket, actor, now: ticket.reopen(by=actor, now=now, reason=reason),
        )
