"""Port: reading records without changing them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from files_service.domain.file import File, FileId


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """Some files, and the position after the last of them when there are more."""

    files: list[File]
    next_position: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTotal:
    """How much there is; of what is on its way, the bytes do not count."""

    files: int
    size_bytes: int


class FileReader(Protocol):
    """Sees READY records only, unless it says otherwise. Every method may raise `DatabaseError`."""

    async def get(self, file_id: FileId) -> File:
        """Return a record; raise `UnknownFileError`."""
        ...

    async def list_of_ticket(
        self, ticket: int, *, after: int, limit: int, internal: bool = False
    ) -> FilePage:
        """Return up to `limit` records, oldest upload first, from a position on; 0 is the start.

        `internal`: also those that came with internal notes.
        """
        ...

    async def named_blobs(self, keys: Collection[str]) -> frozenset[str]:
        """Return those of `keys` that some record names, PENDING ones included."""
        ...

    async def total_of(self, uploader: int) -> FileTotal:
        """Return how much a user uploaded, PENDING records included."""
        ...

    async def total_on(self, tickets: Collection[int]) -> FileTotal:
        """Return how much belongs to any of the tickets, PENDING records included."""
        ...
