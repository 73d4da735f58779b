"""Random identifiers."""

from uuid import uuid4

from files_service.domain.file import FileId


class RandomIdentifiers:
    def new_file_id(self) -> FileId:
        return FileId(uuid4())
