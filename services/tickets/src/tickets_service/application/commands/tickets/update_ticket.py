"""Use case: staff, or its reporter before anybody works on it, correct what a ticket says."""

from dataclasses import dataclass

from tickets_service.application.commands.places.placing import place_named
from tickets_service.application.commands.tickets.change_ticket import TicketChange, TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain import text
from tickets_service.domain.marks import Marks
from tickets_service.domain.priority import Priority
from tickets_service.domain.tickets.edit import TicketEdit
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTicket:
    """`fields` names what to change; the other values are ignored."""

    principal: Principal
    ticket_id: TicketId
    fields: tuple[str, ...]
    title: str = ""
    description: str = ""
    description_marks: Marks = ()
    location: str = ""
    priority: Priority | None = None
    location_node: str = ""
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTicketHandler:
    change: TicketChanger

    async def __call__(self, command: UpdateTicket) -> TicketView:
        violations = Violations()
        edit = TicketEdit.read(
            fields=command.fields,
            title=command.title,
            description=command.description,
            description_marks=command.description_marks,
            location=command.location,
            priority=command.priority,
            location_node=command.location_node,
            violations=violations,
        )
        rule = text.REQUIRED_REASON if "priority" in command.fields else text.REASON
        reason = rule.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        async def update(ticket: Ticket, work: TicketChange) -> None:
            place = ticket.place
            # It may go on pointing to what was archived since.
            if edit.location_node not in (None, ticket.location_node):
                place = await place_named(work.locations, command.location_node, "ticket.location_node")
            ticket.update(edit, place=place, by=work.actor, now=work.now, reason=reason)

        return await self.change.with_others(command, key, Verb.UPDATE, update)
