"""How files are removed for good: records and bytes, a few at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from files_service.application.commands.delete_blobs import MOST_STUCK, delete_blobs
from files_service.application.ports.blob_store import BlobStore, BlobStoreUnavailableError
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
        """Remove all that can be removed. Raises `BlobStoreUnavailableError` where anything is left."""
        stuck: set[str] = set()
        while True:
            # With those that are known to stay, there are others in each batch.
            most = BATCH + len(stuck)
            async with self.unit_of_work() as uow:
                keys = await choose(uow.files, most)
                going = [key for key in keys if key not in stuck]
                stuck.update(await delete_blobs(self.blobs, going))
                await uow.files.remove([key for key in going if key not in stuck])
                await uow.commit()
            if len(keys) < most or len(stuck) > MOST_STUCK:
                break
        if stuck:
            raise BlobStoreUnavailableError(f"{len(stuck)} files could not be deleted")
