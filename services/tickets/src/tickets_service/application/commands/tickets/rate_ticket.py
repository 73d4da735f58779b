"""Use case: the reporter says what they think of the work, and may correct it."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTicket:
    principal: Principal
    ticket_id: TicketId
    stars: int
    comment: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTicketHandler:
    change: TicketChanger

    async def __call__(self, command: RateTicket) -> TicketView:
        violations = Violations()
        rating = Rating.read(
            stars=command.stars,
            comment=command.comment,
            now=self.change.clock.now(),
            violations=violations,
        )
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command, key, Verb.RATE, lambda ticket, actor, _: ticket.rate(rating, by=actor)
        )
