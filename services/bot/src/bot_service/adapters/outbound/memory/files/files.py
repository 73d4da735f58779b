"""`FileGateway` and `TelegramFiles` in memory."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256
from uuid import UUID, uuid5

from bot_service.application.errors import NotFoundError, Reason, RefusedError
from bot_service.application.ports.files.telegram_files import Download, TooLargeError
from bot_service.application.views.files import FileView
from bot_service.domain.files.attachment import MAX_BYTES, Attachment

CHUNK_BYTES = 65_536


class MemoryFiles:
    def __init__(self) -> None:
        self._files: dict[str, FileView] = {}
        self._tickets: dict[str, int | None] = {}
        self._uploads: dict[UUID, tuple[Attachment, str]] = {}

    @property
    def count(self) -> int:
        """How many are kept, of a ticket or of none yet."""
        return len(self._files)

    async def upload(
        self,
        attachment: Attachment,
        content: AsyncIterator[bytes],
        *,
        ticket: int | None = None,
        size_bytes: int | None = None,
        internal: bool = False,
        acting: str | None,
        request_id: UUID,
    ) -> FileView:
        if request_id in self._uploads:
            first, name = self._uploads[request_id]
            if first != attachment:
                raise RefusedError(Reason.IDEMPOTENCY_KEY_REUSED)
            return self._files[name]
        data = b"".join([piece async for piece in content])
        if not data:
            raise RefusedError(Reason.FILE_EMPTY)
        if len(data) > MAX_BYTES:
            raise RefusedError(Reason.FILE_TOO_LARGE)
        if size_bytes is not None and len(data) != size_bytes:
            raise RefusedError(Reason.SIZE_MISMATCH)
        name = f"files/{uuid5(request_id, 'file')}"
        self._files[name] = FileView(
            name=name,
            kind=attachment.kind,
            file_name=attachment.file_name,
            content_type=content_type_of(data),
            size_bytes=len(data),
            sha256=sha256(data).hexdigest(),
            telegram_file_id=attachment.file_id,
            telegram_kind=attachment.telegram_kind,
            uploader=acting or "",
            internal=internal,
        )
        self._tickets[name] = ticket
        self._uploads[request_id] = (attachment, name)
        return self._files[name]

    async def attach(
        self,
        ticket: int,
        names: Sequence[str],
        *,
        acting: str,  # noqa: ARG002  # checked by the files service only
        request_id: UUID,  # noqa: ARG002  # repeating it changes nothing anyway
    ) -> None:
        for name in names:
            if name not in self._files:
                raise NotFoundError(name)
            if self._tickets[name] not in (None, ticket):
                raise RefusedError(Reason.FILE_ATTACHED_ELSEWHERE)
        self._tickets |= dict.fromkeys(names, ticket)

    async def list(
        self, ticket: int, *, limit: int, start: int = 0, internal: bool = False
    ) -> Sequence[FileView]:
        found = [
            replace(file)
            for name, file in self._files.items()
            if self._tickets[name] == ticket and (internal or not file.internal)
        ]
        return found[start : start + limit]


class MemoryTelegramFiles:
    """Hands out what it was given; file ids that it does not know are gone."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    @asynccontextmanager
    async def open(self, file_id: str) -> AsyncIterator[Download]:
        if file_id not in self._contents:
            raise NotFoundError(file_id)
        if len(self._contents[file_id]) > MAX_BYTES:
            raise TooLargeError(file_id)
        content = self._contents[file_id]
        yield Download(_chunks(content), len(content))


def content_type_of(data: bytes) -> str:
    """Tell what differs in the chat: music from everything else."""
    return "audio/mpeg" if data.startswith(b"ID3") else "application/octet-stream"


async def _chunks(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), CHUNK_BYTES):
        yield data[start : start + CHUNK_BYTES]
