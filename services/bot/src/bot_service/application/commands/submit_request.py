"""Send a draft: its attachments become stored files, and it becomes a ticket."""

from dataclasses import dataclass

from bot_service.application.errors import InvalidFieldsError, NotFoundError
from bot_service.application.ports.files import FileGateway
from bot_service.application.ports.telegram_files import TelegramFiles
from bot_service.application.ports.tickets import NewTicket, TicketGateway
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.application.views import TicketView
from bot_service.domain.attachment import Attachment
from bot_service.domain.draft import Draft
from bot_service.domain.person import Person
from bot_service.domain.priority import Priority


@dataclass(eq=False)
class UnusableAttachmentError(Exception):
    """Telegram no longer hands it out, or the files service does not store it."""

    attachment: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRequest:
    """Repeatable at every point.

    What a draft causes is keyed by the update that opened it and by its content, not by the tap on "Send": two taps
    are two updates, and must still be one ticket.
    """

    tickets: TicketGateway
    files: FileGateway
    telegram_files: TelegramFiles

    async def __call__(self, draft: Draft, *, person: Person, bot_id: int) -> TicketView:
        """Raises `UnusableAttachmentError` before there is a ticket, and what the gateways raise."""
        cause = UpdateKey(bot_id=bot_id, update_id=draft.id)
        names = [await self._store(attachment, cause, person) for attachment in draft.attachments]
        ticket = await self.tickets.create(
            NewTicket(
                title=draft.title,
                description=draft.description,
                location=draft.location or "",
                priority=draft.priority or Priority.MEDIUM,
                attachments=names,
            ),
            acting=person.name,
            request_id=cause.request_id(f"create:{draft.digest}"),
        )
        if names:
            await self.files.attach(
                ticket.number,
                names,
                acting=person.name,
                request_id=cause.request_id(f"attach:{draft.digest}"),
            )
        return ticket

    async def _store(self, attachment: Attachment, cause: UpdateKey, person: Person) -> str:
        try:
            async with self.telegram_files.open(attachment.file_id) as content:
                file = await self.files.upload(
                    attachment,
                    content,
                    acting=person.name,
                    request_id=cause.request_id(f"upload:{attachment.file_id}"),
                )
        except (InvalidFieldsError, NotFoundError) as error:
            raise UnusableAttachmentError(attachment) from error
        return file.name
