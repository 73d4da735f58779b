"""Port: attachments, which the files service owns."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol
from uuid import UUID

from bot_service.application.views.files import FileView
from bot_service.domain.files.attachment import Attachment


class FileGateway(Protocol):
    """Mutations are repeatable with the same `request_id`: the second call returns the first answer.

    Raises `NotFoundError`, `RefusedError`, `InvalidFieldsError`, `ForbiddenError`, `UnavailableError`.
    """

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
        """Store the bytes (1 byte to 20 MiB) and a record of them, of `ticket` where that is known.

        `internal`: it comes with a note. `UnavailableError` where the service does not know of that yet.
        With `size_bytes` there must be so many: else `RefusedError` (`SIZE_MISMATCH`), and nothing is stored.
        What `content` raises is raised on; then nothing is stored.
        """
        ...

    async def attach(self, ticket: int, names: Sequence[str], *, acting: str, request_id: UUID) -> None:
        """Say which ticket 1 to 10 files (`files/{uuid}`) belong to."""
        ...

    async def list(
        self, ticket: int, *, limit: int, start: int = 0, internal: bool = False
    ) -> Sequence[FileView]:
        """Return the ticket's files, oldest first, at most `limit` (1 to 200) after the first `start`.

        `internal`: also those of notes, for those who see the ticket's notes.
        """
        ...
