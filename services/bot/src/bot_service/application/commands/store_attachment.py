"""Carry an attachment from Telegram to the files service."""

from dataclasses import dataclass
from typing import Final

from bot_service.application.errors import InvalidFieldsError, NotFoundError, Reason, RefusedError
from bot_service.application.ports.files import FileGateway
from bot_service.application.ports.telegram_files import TelegramFiles
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.application.views import FileView
from bot_service.domain.attachment import Attachment
from bot_service.domain.person import Person

UNUSABLE: Final = frozenset({Reason.FILE_TOO_LARGE, Reason.FILE_EMPTY})


@dataclass(eq=False)
class UnusableAttachmentError(Exception):
    """Telegram does not hand it out, or the files service does not store it: too large, empty or gone."""

    attachment: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreAttachment:
    files: FileGateway
    telegram_files: TelegramFiles

    async def __call__(self, attachment: Attachment, *, person: Person, cause: UpdateKey) -> FileView:
        """Store it, of no ticket yet; repeatable with the same `cause`.

        Raises `UnusableAttachmentError` and what the gateway raises.
        """
        try:
            async with self.telegram_files.open(attachment.file_id) as content:
                return await self.files.upload(
                    attachment,
                    content,
                    acting=person.name,
                    request_id=cause.request_id(f"upload:{attachment.file_id}"),
                )
        except (NotFoundError, InvalidFieldsError) as error:
            raise UnusableAttachmentError(attachment) from error
        except RefusedError as error:
            if error.reason not in UNUSABLE:
                raise
            raise UnusableAttachmentError(attachment) from error
