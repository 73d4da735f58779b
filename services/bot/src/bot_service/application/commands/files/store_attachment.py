"""Carry an attachment from Telegram to the files service."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot_service.application.errors import InvalidFieldsError, NotFoundError, Reason, RefusedError
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.ports.files.telegram_files import NotTheFileError, TelegramFiles
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.views.files import FileView
from bot_service.domain.files.attachment import Attachment
from bot_service.domain.people.person import Person

UNUSABLE: Final = frozenset({Reason.FILE_TOO_LARGE, Reason.FILE_EMPTY, Reason.SIZE_MISMATCH})
PAUSES: Final = (0.5, 2.0, 5.0)
"""Seconds between tries to get what is the file, before it is said that it cannot be had."""


@dataclass(eq=False)
class UnusableAttachmentError(Exception):
    """Telegram does not hand it out, or the files service does not store it: too large, empty or gone."""

    attachment: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreAttachment:
    files: FileGateway
    telegram_files: TelegramFiles
    pauses: Sequence[float] = PAUSES

    async def __call__(
        self, attachment: Attachment, *, person: Person, cause: UpdateKey, internal: bool = False
    ) -> FileView:
        """Store it, of no ticket yet; repeatable with the same `cause`.

        Raises `UnusableAttachmentError` and what the gateway raises. What is stored has the size that Telegram says.
        """
        try:
            for pause in self.pauses:
                try:
                    return await self._store(attachment, person, cause, internal)
                except NotTheFileError:
                    await asyncio.sleep(pause)
            return await self._store(attachment, person, cause, internal)
        except (NotTheFileError, NotFoundError, InvalidFieldsError) as error:
            raise UnusableAttachmentError(attachment) from error
        except RefusedError as error:
            if error.reason not in UNUSABLE:
                raise
            raise UnusableAttachmentError(attachment) from error

    async def _store(
        self, attachment: Attachment, person: Person, cause: UpdateKey, internal: bool
    ) -> FileView:
        step = "upload-internal" if internal else "upload"
        async with self.telegram_files.open(attachment.file_id) as download:
            size_bytes = download.size_bytes or attachment.size_bytes
            return await self.files.upload(
                attachment,
                whole(download.content, size_bytes),
                size_bytes=size_bytes,
                acting=person.name,
                internal=internal,
                request_id=cause.request_id(f"{step}:{attachment.file_id}"),
            )


async def whole(content: AsyncIterator[bytes], size_bytes: int | None) -> AsyncIterator[bytes]:
    """Pass the chunks on; raise `NotTheFileError` instead of ending when they are more or fewer bytes than that."""
    received = 0
    async for chunk in content:
        received += len(chunk)
        if size_bytes is not None and received > size_bytes:
            break
        yield chunk
    if size_bytes is not None and received != size_bytes:
        raise NotTheFileError(f"of {size_bytes} bytes came {received}")
