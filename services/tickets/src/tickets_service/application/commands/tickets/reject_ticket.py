"""Use case: staff will not do it."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.reasoned import ReasonedCommand, read_reason
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain import text
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectTicket(ReasonedCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectTicketHandler:
    change: TicketChanger

    async def __call__(self, command: RejectTicket) -> TicketView:
        key, reason = read_reason(command, text.REQUIRED_REASON)
        return await self.change(
            command,
            key,
            Verb.REJECT,
            lambda ticket, actor, now: ticket.reject(by=actor, now=now, reason=reason),
        )
