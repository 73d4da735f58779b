"""Port: where records live between requests."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from files_service.domain.file import File, FileId


class FileRepository(Protocol):
    """Stores whole records. `save` is the only way to change one: what is handed out is a copy."""

    async def add(self, file: File) -> None:
        """Insert a new record."""
        ...

    async def save(self, file: File) -> None:
        """Update a record; raise `UploadAbandonedError` when the sweeper removed it."""
        ...

    async def lock(self, file_ids: Sequence[FileId]) -> list[File]:
        """Return READY records in the order asked for, unchangeable by others until this unit of work ends.

        Raises `UnknownFileError` for the first that is missing.
        """
        ...

    async def delete_pending(self, file_id: FileId) -> bool:
        """Remove a record unless it is READY; return whether there is none now, so that its bytes may go too."""
        ...

    async def delete_pending_since(self, before: datetime, *, limit: int) -> list[str]:
        """Remove up to `limit` PENDING records of uploads that began before that time; return their blob keys."""
        ...

    async def delete_unattached_since(self, before: datetime, *, limit: int) -> list[str]:
        """Remove up to `limit` READY records without a ticket that were uploaded before then; return their blob keys.

        Records that another unit of work holds locked are left for later.
        """
        ...

    async def lock_blobs_of(self, uploader: int, *, limit: int) -> list[str]:
        """Return the blob keys of up to `limit` records of what a user uploaded, or is uploading.

        Nobody else can change these records until this unit of work ends.
        """
        ...

    async def lock_blobs_on(self, tickets: Collection[int], *, limit: int) -> list[str]:
        """The same of what belongs to any of the tickets."""
        ...

    async def remove(self, blob_keys: Sequence[str]) -> None:
        """Remove the records with these keys."""
        ...
