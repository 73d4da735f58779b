"""Fetch a file of an older system from Telegram, give it to the files service, tell what came of it (decision 47)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from bot_service.application.commands.files.store_attachment import UNUSABLE, whole
from bot_service.application.errors import InvalidFieldsError, NotFoundError, Reason, RefusedError
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.ports.files.old_files import FetchOutcome, OldFileGateway, OldFileView
from bot_service.application.ports.files.telegram_files import NotTheFileError, TelegramFiles, TooLargeError
from bot_service.application.views.files import FileView
from bot_service.domain.files.attachment import Attachment, AttachmentKind, TelegramKind
from bot_service.domain.files.file_name import stored_file_name

PAGE: Final = 200
KINDS: Final[Mapping[TelegramKind, tuple[AttachmentKind, str]]] = {
    TelegramKind.PHOTO: (AttachmentKind.PHOTO, "jpg"),
    TelegramKind.VIDEO: (AttachmentKind.VIDEO, "mp4"),
    TelegramKind.ANIMATION: (AttachmentKind.VIDEO, "mp4"),
    TelegramKind.VIDEO_NOTE: (AttachmentKind.VIDEO, "mp4"),
    TelegramKind.VOICE: (AttachmentKind.VOICE, "ogg"),
    TelegramKind.AUDIO: (AttachmentKind.DOCUMENT, "mp3"),
    TelegramKind.DOCUMENT: (AttachmentKind.DOCUMENT, "bin"),
    TelegramKind.UNKNOWN: (AttachmentKind.DOCUMENT, "bin"),
}
"""What it holds, and how the name ends of one that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOldFile:
    """Repeatable: whoever was killed between storing a file and telling of it finds it with the ticket."""

    files: FileGateway
    telegram_files: TelegramFiles
    old_files: OldFileGateway

    async def __call__(self, file: OldFileView) -> FetchOutcome:
        """Raises `UnavailableError`, and then nothing is said of the file: its time has not come."""
        outcome, moved = await self._outcome(file)
        await self.old_files.settle(file.name, outcome, file=moved)
        return outcome

    async def _outcome(self, file: OldFileView) -> tuple[FetchOutcome, str]:
        try:
            stored = await self._stored_before(file) or await self._store(file)
        except TooLargeError:
            return FetchOutcome.TOO_LARGE, ""
        except (NotTheFileError, NotFoundError, InvalidFieldsError):
            return FetchOutcome.NOT_FOUND, ""
        except RefusedError as error:
            if error.reason not in UNUSABLE:
                raise
            too_large = error.reason == Reason.FILE_TOO_LARGE
            return FetchOutcome.TOO_LARGE if too_large else FetchOutcome.NOT_FOUND, ""
        return FetchOutcome.MOVED, stored.name

    async def _stored_before(self, file: OldFileView) -> FileView | None:
        """Return it where it is with its ticket: longer ago than the files service knows the key of an upload."""
        start = 0
        while found := await self.files.list(file.ticket, start=start, limit=PAGE):
            for each in found:
                if each.telegram_file_id == file.telegram_file_id:
                    return each
            start += len(found)
        return None

    async def _store(self, file: OldFileView) -> FileView:
        kind, suffix = KINDS[file.telegram_kind]
        otherwise = f"{kind}-{file.name.rpartition('/')[2]}.{suffix}"
        async with self.telegram_files.open(file.telegram_file_id) as download:
            size_bytes = download.size_bytes or file.size_bytes
            return await self.files.upload(
                Attachment(
                    file_id=file.telegram_file_id,
                    kind=kind,
                    file_name=stored_file_name(file.file_name, otherwise),
                    size_bytes=size_bytes,
                    telegram_kind=file.telegram_kind,
                ),
                whole(download.content, size_bytes),
                ticket=file.ticket,
                size_bytes=size_bytes,
                acting=file.uploader or None,
                request_id=uuid5(NAMESPACE_URL, f"fixline:{file.name}"),
            )
