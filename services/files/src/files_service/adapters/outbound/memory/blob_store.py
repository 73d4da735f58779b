"""In-memory adapter: blobs in a dictionary, for tests and trials."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from files_service.application.ports.blob_store import Blob, UnknownBlobError
from files_service.application.ports.clock import Clock
from files_service.domain.content import MAX_CHUNK_BYTES


class MemoryBlobStore:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._blobs: dict[str, tuple[bytes, datetime]] = {}

    async def put(self, key: str, chunks: AsyncIterator[bytes]) -> None:
        content = b"".join([chunk async for chunk in chunks])
        self._blobs[key] = (content, self._clock.now())

    async def open(self, key: str) -> AsyncIterator[bytes]:
        if key not in self._blobs:
            raise UnknownBlobError(key)
        return chunks_of(self._blobs[key][0])

    async def delete(self, key: str) -> None:
        self._blobs.pop(key, None)

    async def list(self) -> AsyncIterator[Sequence[Blob]]:
        if self._blobs:
            yield [Blob(key, modified_at) for key, (_, modified_at) in self._blobs.items()]

    async def delete_unfinished(self, before: datetime) -> int:  # noqa: ARG002  # a write here is whole or nothing
        return 0

    async def check(self) -> None:
        return


async def chunks_of(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), MAX_CHUNK_BYTES):
        yield content[start : start + MAX_CHUNK_BYTES]
