"""Say something on a ticket, with or without attachments."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot_service.application.commands.submit_request import UnusableAttachmentError
from bot_service.application.errors import InvalidFieldsError, NotFoundError
from bot_service.application.ports.files import FileGateway
from bot_service.application.ports.telegram_files import TelegramFiles
from bot_service.application.ports.tickets import TicketGateway
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.application.views import TicketView
from bot_service.domain.attachment import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComment:
    """Repeatable: everything is keyed by `cause`, the update in which the comment was written."""

    tickets: TicketGateway
    files: FileGateway
    telegram_files: TelegramFiles

    async def __call__(
        self, number: int, text: str, attachments: Sequence[Attachment], *, acting: str, cause: UpdateKey
    ) -> TicketView:
        """Without a text the attachments' names are the comment.

        Raises `UnusableAttachmentError` before anything is said, and what the gateways raise.
        """
        # Who may not see the ticket must not put files on it either; the files service does not know.
        await self.tickets.get(number, acting=acting)
        for attachment in attachments:
            await self._store(number, attachment, acting, cause)
        named = "\n".join(f"📎 {attachment.file_name}" for attachment in attachments)
        return await self.tickets.comment(
            number, text or named, acting=acting, request_id=cause.request_id("comment")
        )

    async def _store(self, number: int, attachment: Attachment, acting: str, cause: UpdateKey) -> None:
        try:
            async with self.telegram_files.open(attachment.file_id) as content:
                await self.files.upload(
                    attachment,
                    content,
                    ticket=number,
                    acting=acting,
                    request_id=cause.request_id(f"upload:{attachment.file_id}"),
                )
        except (InvalidFieldsError, NotFoundError) as error:
            raise UnusableAttachmentError(attachment) from error
