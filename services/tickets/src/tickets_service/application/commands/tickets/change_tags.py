"""Use case: staff say by what they find a ticket again."""

from dataclasses import dataclass

from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.tags import read_tags
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTags:
    principal: Principal
    ticket_id: TicketId
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTagsHandler:
    change: TicketChanger

    async def __call__(self, command: ChangeTags) -> TicketView:
        violations = Violations()
        add = read_tags(command.add, "add", violations)
        remove = read_tags(command.remove, "remove", violations)
        if not command.add and not command.remove:
            violations.add("add", "must not be empty where nothing is removed")
        if add & remove:
            violations.add("remove", "must have none that is to be added")
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(
            command,
            key,
            Verb.CHANGE_TAGS,
            lambda ticket, actor, now: ticket.change_tags(add=add, remove=remove, by=actor, now=now),
        )
