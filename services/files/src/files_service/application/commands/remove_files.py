"""How files are removed for good: records and bytes, a few at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from files_service.application.ports.blob_store import BlobStore
from files_service.application.ports.file_repository import FileRepository
from files_service.application.ports.unit_of_work import UnitOfWorkFactory

BATCH: Final = 20
"""Files removed in one transaction, which waits for the store."""

Choose = Callable[[FileRepository, int], Awaitable[Sequence[str]]]
"""Locks up to so many records that are to go, and returns the keys of their blobs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRemover:
    """The bytes go first, and the record that leads to them last: whatever a crash leaves, the next try finds."""

    unit_of_work: UnitOfWorkFactory
    blobs: BlobStore

    async def __call__(self, choose: Choose) -> None:
        while True:
            async with self.unit_of_work() as uow:
                keys = await choose(uow.files, BATCH)
                for key in keys:
                    await self.blobs.delete(key)
                await uow.files.remove(keys)
                await uow.commit()
            if len(keys) < BATCH:
                return
