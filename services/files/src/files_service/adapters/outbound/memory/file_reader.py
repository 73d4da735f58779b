"""In-memory adapter: reads what is committed."""

from collections.abc import Callable, Collection

from files_service.adapters.outbound.memory.store import MemoryDatabase
from files_service.application.ports.file_reader import FilePage, FileTotal
from files_service.domain.errors import UnknownFileError
from files_service.domain.file import File, FileId, FileState


class MemoryFileReader:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    async def get(self, file_id: FileId) -> File:
        file = self._database.snapshot().files.get(file_id)
        if file is None or file.state is not FileState.READY:
            raise UnknownFileError(file_id)
        return file

    async def list_of_ticket(
        self, ticket: int, *, after: int, limit: int, internal: bool = False
    ) -> FilePage:
        tables = self._database.snapshot()
        found = [
            file
            for file in tables.files.values()
            if file.state is FileState.READY
            and file.ticket == ticket
            and tables.positions[file.id] > after
            and (internal or not file.description.internal)
        ]
        page = found[:limit]
        return FilePage(
            files=page, next_position=tables.positions[page[-1].id] if len(found) > limit else None
        )

    async def named_blobs(self, keys: Collection[str]) -> frozenset[str]:
        return frozenset(file.blob_key for file in self._database.snapshot().files.values()) & frozenset(keys)

    async def total_of(self, uploader: int) -> FileTotal:
        return self._total(lambda file: file.description.uploader == uploader)

    async def total_on(self, tickets: Collection[int]) -> FileTotal:
        return self._total(lambda file: file.ticket in tickets)

    def _total(self, counts: Callable[[File], bool]) -> FileTotal:
        files = [file for file in self._database.snapshot().files.values() if counts(file)]
        size_bytes = sum(file.content.size_bytes for file in files if file.content is not None)
        return FileTotal(files=len(files), size_bytes=size_bytes)
