"""Use case: the files of tickets are removed, because the desk keeps them no longer (decision 65)."""

from dataclasses import dataclass

from files_service.application.commands.remove_files import FileRemover
from files_service.application.ports.file_reader import FileReader, FileTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTicketFiles:
    """`tickets` are numbers."""

    tickets: tuple[int, ...]
    validate_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTicketFilesHandler:
    reader: FileReader
    remove: FileRemover

    async def __call__(self, command: DeleteTicketFiles) -> FileTotal:
        """Return what was there; with `validate_only` it still is."""
        total = await self.reader.total_on(command.tickets)
        if not command.validate_only:
            await self.remove(lambda files, most: files.lock_blobs_on(command.tickets, limit=most))
        return total
