"""Carry an attachment from Telegram to the files service."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from bot_service.application.errors import InvalidFieldsError
from bot_service.application.ports.files import FileGateway
from bot_service.application.ports.telegram_files import FileGoneError, FileTooLargeError, TelegramFiles
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.application.views import FileView
from bot_service.domain.attachment import Attachment
from bot_service.domain.person import Person


@dataclass(eq=False)
class UnusableAttachmentError(Exception):
    """Telegram does not hand it out, or the files service does not store it."""

    attachment: Attachment
    too_large: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreAttachment:
    files: FileGateway
    telegram_files: TelegramFiles

    async def __call__(
        self, attachment: Attachment, *, person: Person, cause: UpdateKey, ticket: int | None = None
    ) -> FileView:
        """Repeatable with the same `cause`. Raises `UnusableAttachmentError` and what the gateway raises."""
        content = self.telegram_files.open(attachment.file_id)
        try:
            return await self.files.upload(
                attachment,
                content,
                ticket=ticket,
                acting=person.name,
                request_id=cause.request_id(f"upload:{attachment.file_id}"),
            )
        except (FileGoneError, FileTooLargeError, InvalidFieldsError) as error:
            raise UnusableAttachmentError(attachment, isinstance(error, FileTooLargeError)) from error
        finally:
            # A repeated upload is answered before its bytes are read.
            if isinstance(content, AsyncGenerator):
                await content.aclose()
