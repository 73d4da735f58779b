"""Bind the files of a new ticket to it, should nobody have come to that."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from bot_service.application.errors import NotFoundError, RefusedError
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.views.events import EventType, EventView
from bot_service.application.views.people import is_person
from bot_service.application.views.tickets import TicketView


@dataclass(frozen=True, slots=True, kw_only=True)
class BindFiles:
    """Repeatable. Who sent the request binds them too, and usually before.

    But where the bot ends between the two, and the draft is lost with the conversations, nobody else ever would: the
    files service removes what belongs to nothing.
    """

    files: FileGateway

    async def __call__(self, event: EventView, ticket: TicketView) -> None:
        """Raises what the gateway raises, except that files which are gone or another's stay so."""
        if event.type is not EventType.TICKET_CREATED or not ticket.attachments or not is_person(event.actor):
            return
        request_id = uuid5(NAMESPACE_URL, f"{event.name}:bind")
        try:
            await self.files.attach(
                ticket.number, ticket.attachments, acting=event.actor, request_id=request_id
            )
        except (NotFoundError, RefusedError):
            return
