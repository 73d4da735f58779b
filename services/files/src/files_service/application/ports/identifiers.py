"""Port: names for new files."""

from typing import Protocol

from files_service.domain.file import FileId


class Identifiers(Protocol):
    def new_file_id(self) -> FileId:
        """Return an id that was never returned before and that nobody can guess."""
        ...
