"""Use case: a supplier has to act first."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.reasoned import ReasonedCommand, read_reason
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitForVendor(ReasonedCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitForVendorHandler:
    change: TicketChanger

    async def __call__(self, command: WaitForVendor) -> TicketView:
        key, reason = read_reason(command)
        return await self.change(
            command,
            key,
            Verb.WAIT_FOR_VENDOR,
            lambda ticket, actor, now: ticket.wait_for_vendor(by=actor, now=now, reason=reason),
        )
