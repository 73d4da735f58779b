"""Port: where the bytes live."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from files_service.domain.errors import FilesError


class BlobStoreUnavailableError(FilesError):
    """The store cannot be reached or refuses to work; trying later may help."""

    reason = "BLOB_STORE_UNAVAILABLE"


class BlobStoreFullError(FilesError):
    """The store has no room left."""

    reason = "BLOB_STORE_FULL"


class UnknownBlobError(Exception):
    """The store has no such blob."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A blob in the store; `modified_at` is the store's time for its last byte."""

    key: str
    modified_at: datetime


class BlobStore(Protocol):
    """Holds bytes under keys such as `2026/01/31/0f…`.

    Every method may raise `BlobStoreUnavailableError`; nothing it raises names a host, a path or a credential.
    """

    async def put(self, key: str, chunks: AsyncIterator[bytes]) -> None:
        """Store all of `chunks`, durably, or nothing.

        What `chunks` raises is passed on, and then nothing is stored; the same when this call is cancelled. Holds a
        bounded part of the bytes in memory. Raises `BlobStoreFullError` when there is no room.
        """
        ...

    async def open(self, key: str) -> AsyncIterator[bytes]:
        """Return the bytes in chunks of 1 byte to 1 MiB; raises `UnknownBlobError`."""
        ...

    async def delete(self, key: str) -> None:
        """Remove a blob; one that is not there is fine."""
        ...

    def list(self) -> AsyncIterator[Sequence[Blob]]:
        """Yield all blobs, in pages and any order."""
        ...

    async def delete_unfinished(self, before: datetime) -> int:
        """Remove what writes left that died before that time, and return how many there were."""
        ...

    async def check(self) -> None:
        """Return when the store can be read and written."""
        ...
