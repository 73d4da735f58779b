"""Query: one file's record."""

from dataclasses import dataclass

from files_service.application.ports.file_reader import FileReader
from files_service.domain.file import File, FileId


@dataclass(frozen=True, slots=True, kw_only=True)
class GetFile:
    """`actor` is the acting user, `None` for the calling service itself."""

    file_id: FileId
    actor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GetFileHandler:
    reader: FileReader

    async def __call__(self, query: GetFile) -> File:
        file = await self.reader.get(query.file_id)
        file.require_visible(query.actor)
        return file
