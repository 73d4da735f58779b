"""Use case: what a person uploaded is removed, records and bytes, because they asked to be forgotten (decision 43)."""

from dataclasses import dataclass

from files_service.application.commands.remove_files import FileRemover
from files_service.application.ports.file_reader import FileReader, FileTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetUploader:
    """`uploader` is the number of a user."""

    uploader: int
    validate_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetUploaderHandler:
    reader: FileReader
    remove: FileRemover

    async def __call__(self, command: ForgetUploader) -> FileTotal:
        """Return what was there; with `validate_only` it still is."""
        total = await self.reader.total_of(command.uploader)
        if not command.validate_only:
            await self.remove(lambda files, most: files.lock_blobs_of(command.uploader, limit=most))
        return total
