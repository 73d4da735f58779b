"""Put more pictures or documents on a ticket, without a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot_service.application.commands.store_attachment import StoreAttachment
from bot_service.application.ports.tickets import TicketGateway
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.attachment import Attachment
from bot_service.domain.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAttachments:
    """Repeatable with the same `cause`."""

    tickets: TicketGateway
    store_attachment: StoreAttachment

    async def __call__(
        self, ticket: int, attachments: Sequence[Attachment], *, person: Person, cause: UpdateKey
    ) -> None:
        """Raises `UnusableAttachmentError`, and what the gateways raise."""
        # Who may not see the ticket must not put files on it either; the files service does not know.
        await self.tickets.get(ticket, acting=person.name)
        for attachment in attachments:
            await self.store_attachment(attachment, person=person, cause=cause, ticket=ticket)
