"""Use case: what a person uploaded is removed, records and bytes, because they asked to be forgotten (decision 43)."""

from dataclasses import dataclass
from typing import Final

from files_service.application.ports.blob_store import BlobStore
from files_service.application.ports.file_reader import FileReader, UploadedTotal
from files_service.application.ports.unit_of_work import UnitOfWorkFactory

BATCH: Final = 20
"""Files removed in one transaction, which waits for the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetUploader:
    """`uploader` is the number of a user."""

    uploader: int
    validate_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetUploaderHandler:
    """The bytes go first, and the record that leads to them last: whatever a crash leaves, the next try finds."""

    unit_of_work: UnitOfWorkFactory
    reader: FileReader
    blobs: BlobStore

    async def __call__(self, command: ForgetUploader) -> UploadedTotal:
        """Return what was there; with `validate_only` it still is."""
        total = await self.reader.total_of(command.uploader)
        while not command.validate_only:
            async with self.unit_of_work() as uow:
                keys = await uow.files.lock_blobs_of(command.uploader, limit=BATCH)
                for key in keys:
                    await self.blobs.delete(key)
                await uow.files.remove(keys)
                await uow.commit()
            if len(keys) < BATCH:
                break
        return total
