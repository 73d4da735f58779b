"""Use case: what nobody needs any more is removed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from files_service.application.commands.delete_blobs import delete_blobs
from files_service.application.ports.blob_store import BlobStore
from files_service.application.ports.clock import Clock
from files_service.application.ports.file_reader import FileReader
from files_service.application.ports.file_repository import FileRepository
from files_service.application.ports.unit_of_work import UnitOfWorkFactory

BATCH: Final = 200
"""Records removed in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepLimits:
    """How old things must be before they go.

    `abandoned_after` must exceed the longest upload: an upload that lasts longer is given up. `unnamed_after` is the
    time to notice that the database was restored from a backup which is older than the store.
    """

    abandoned_after: timedelta
    unnamed_after: timedelta
    unattached_after: timedelta
    keys_after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepReport:
    """What one sweep removed: uploads that died, files that nobody attached, bytes that no record named.

    `stuck_blobs` of it the store did not let go of: a later sweep finds them without a record.
    """

    abandoned_uploads: int
    unattached_files: int
    unnamed_blobs: int
    unfinished_writes: int
    forgotten_keys: int
    stuck_blobs: int

    @property
    def orphans(self) -> int:
        """Everything that took up room in the store for no one."""
        return self.abandoned_uploads + self.unattached_files + self.unnamed_blobs + self.unfinished_writes


class DeleteSome(Protocol):
    async def __call__(self, files: FileRepository, before: datetime, /) -> list[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOrphansHandler:
    """Records go first, their bytes after the commit: a crash in between leaves bytes that no record names.

    Those are found by listing the store. A blob without a record can never get one, because an upload's record is
    older than its bytes; so no sweep can take the bytes from under a READY record, whatever the clocks say.
    """

    unit_of_work: UnitOfWorkFactory
    reader: FileReader
    blobs: BlobStore
    clock: Clock
    limits: SweepLimits

    async def __call__(self) -> SweepReport:
        now = self.clock.now()
        abandoned_before = now - self.limits.abandoned_after
        stuck: list[str] = []
        return SweepReport(
            abandoned_uploads=await self._delete(delete_pending, abandoned_before, stuck),
            unattached_files=await self._delete(delete_unattached, now - self.limits.unattached_after, stuck),
            unnamed_blobs=await self._delete_unnamed(now - self.limits.unnamed_after, stuck),
            unfinished_writes=await self.blobs.delete_unfinished(abandoned_before),
            forgotten_keys=await self._forget_keys(now - self.limits.keys_after),
            stuck_blobs=len(stuck),
        )

    async def _delete(self, delete_some: DeleteSome, before: datetime, stuck: list[str]) -> int:
        count = 0
        while True:
            async with self.unit_of_work() as uow:
                keys = await delete_some(uow.files, before)
                await uow.commit()
            stuck += await delete_blobs(self.blobs, keys)
            count += len(keys)
            if len(keys) < BATCH:
                return count

    async def _delete_unnamed(self, before: datetime, stuck: list[str]) -> int:
        count = 0
        async for page in self.blobs.list():
            old = [blob.key for blob in page if blob.modified_at < before]
            named = await self.reader.named_blobs(old)
            unnamed = [key for key in old if key not in named]
            stuck += await delete_blobs(self.blobs, unnamed)
            count += len(unnamed)
        return count

    async def _forget_keys(self, before: datetime) -> int:
        async with self.unit_of_work() as uow:
            count = await uow.keys.forget(before)
            await uow.commit()
        return count


async def delete_pending(files: FileRepository, before: datetime) -> list[str]:
    return await files.delete_pending_since(before, limit=BATCH)


async def delete_unattached(files: FileRepository, before: datetime) -> list[str]:
    return await files.delete_unattached_since(before, limit=BATCH)
