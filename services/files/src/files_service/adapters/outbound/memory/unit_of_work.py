"""In-memory adapter: same promises as SQL, no database."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from datetime import datetime

from files_service.adapters.outbound.memory.store import MemoryDatabase, MemoryTables
from files_service.domain.errors import UnknownFileError, UploadAbandonedError
from files_service.domain.file import File, FileId, FileState
from files_service.domain.idempotency import KeyRecord, RequestKey


class MemoryFileRepository:
    def __init__(self, tables: MemoryTables) -> None:
        self._tables = tables

    async def add(self, file: File) -> None:
        self._tables.last_position += 1
        self._tables.positions[file.id] = self._tables.last_position
        self._tables.files[file.id] = deepcopy(file)

    async def save(self, file: File) -> None:
        if file.id not in self._tables.files:
            raise UploadAbandonedError(file.id)
        self._tables.files[file.id] = deepcopy(file)

    async def lock(self, file_ids: Sequence[FileId]) -> list[File]:
        for file_id in file_ids:
            if file_id not in self._tables.files or self._tables.files[file_id].state is not FileState.READY:
                raise UnknownFileError(file_id)
        return [deepcopy(self._tables.files[file_id]) for file_id in file_ids]

    async def delete_pending(self, file_id: FileId) -> bool:
        file = self._tables.files.get(file_id)
        if file is not None and file.state is FileState.PENDING:
            self._tables.remove(file_id)
        return file_id not in self._tables.files

    async def delete_pending_since(self, before: datetime, *, limit: int) -> list[str]:
        return self._delete_some(
            lambda file: file.state is FileState.PENDING and file.uploaded_at < before, limit
        )

    async def delete_unattached_since(self, before: datetime, *, limit: int) -> list[str]:
        return self._delete_some(
            lambda file: file.state is FileState.READY and file.ticket is None and file.uploaded_at < before,
            limit,
        )

    async def lock_blobs_of(self, uploader: int, *, limit: int) -> list[str]:
        files = self._tables.files.values()
        return [file.blob_key for file in files if file.description.uploader == uploader][:limit]

    async def lock_blobs_on(self, tickets: Collection[int], *, limit: int) -> list[str]:
        return [file.blob_key for file in self._tables.files.values() if file.ticket in tickets][:limit]

    async def remove(self, blob_keys: Sequence[str]) -> None:
        for file in [file for file in self._tables.files.values() if file.blob_key in blob_keys]:
            self._tables.remove(file.id)

    def _delete_some(self, matches: Callable[[File], bool], limit: int) -> list[str]:
        chosen = [file for file in self._tables.files.values() if matches(file)][:limit]
        for file in chosen:
            self._tables.remove(file.id)
        return [file.blob_key for file in chosen]


class MemoryRequestKeys:
    def __init__(self, tables: MemoryTables) -> None:
        self._tables = tables

    async def find(self, key: RequestKey) -> KeyRecord | None:
        entry = self._tables.keys.get((key.caller, key.request_id))
        return None if entry is None else entry[0]

    async def claim(self, key: RequestKey, *, file_id: FileId | None, now: datetime) -> KeyRecord | None:
        found = await self.find(key)
        if found is None:
            record = KeyRecord(fingerprint=key.fingerprint, file_id=file_id)
            self._tables.keys[key.caller, key.request_id] = (record, now)
        return found

    async def forget(self, before: datetime) -> int:
        old = [key for key, (_, made_at) in self._tables.keys.items() if made_at < before]
        for key in old:
            del self._tables.keys[key]
        return len(old)


class MemoryUnitOfWork:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database
        self._tables = database.snapshot()
        self.files = MemoryFileRepository(self._tables)
        self.keys = MemoryRequestKeys(self._tables)

    async def commit(self) -> None:
        self._database.committed = deepcopy(self._tables)


class MemoryUnitOfWorkFactory:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[MemoryUnitOfWork]:
        async with self._database.turn:
            yield MemoryUnitOfWork(self._database)
