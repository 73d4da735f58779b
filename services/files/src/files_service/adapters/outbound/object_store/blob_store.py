"""BlobStore on obstore: a local folder, memory, S3 and its like."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import obstore
from obstore.store import ObjectStore

from files_service.adapters.outbound.object_store.failures import failures_translated
from files_service.adapters.outbound.object_store.feed import Feed
from files_service.adapters.outbound.object_store.local_disk import delete_unfinished, persist
from files_service.application.ports.blob_store import Blob, UnknownBlobError
from files_service.domain.content import MAX_CHUNK_BYTES

PART_BYTES: Final = 5 * 1024 * 1024
"""S3's smallest part of a multipart upload."""
PARTS_AT_ONCE: Final = 2
"""With `PART_BYTES` this bounds an upload to about 15 MiB of memory."""
PAGE: Final = 500


class ObjectBlobStore:
    """`folder` is the root of a store on a local disk, `None` for any other."""

    def __init__(self, store: ObjectStore, *, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    async def put(self, key: str, chunks: AsyncIterator[bytes]) -> None:
        # Cancelling obstore's own future would leave a half-written file; failing its source makes it clean up.
        feed = Feed()
        writing = asyncio.ensure_future(
            obstore.put_async(self._store, key, feed, chunk_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE)
        )
        writing.add_done_callback(lambda _: feed.close())
        try:
            async for chunk in chunks:
                if not await feed.offer(chunk):
                    break
            await feed.finish()
            await asyncio.wait({writing})
            with failures_translated():
                writing.result()
                if self._folder is not None:
                    await asyncio.to_thread(persist, self._folder, key)
        except BaseException:
            feed.abort()
            await asyncio.wait({writing})
            if writing.exception() is None:  # it was too late to stop it
                await self.delete(key)
            raise

    async def open(self, key: str) -> AsyncIterator[bytes]:
        with failures_translated():
            try:
                found = await obstore.get_async(self._store, key)
            except FileNotFoundError as error:
                raise UnknownBlobError(key) from error
        return chunks_of(found)

    async def delete(self, key: str) -> None:
        with failures_translated():
            try:
                await obstore.delete_async(self._store, key)
            except FileNotFoundError:
                return

    async def list(self) -> AsyncIterator[Sequence[Blob]]:
        with failures_translated():
            async for page in obstore.list(self._store, chunk_size=PAGE):
                yield [Blob(found["path"], found["last_modified"]) for found in page]

    async def delete_unfinished(self, before: datetime) -> int:
        # Elsewhere the store itself does it: see the README about S3's life-cycle rule.
        if self._folder is None:
            return 0
        with failures_translated():
            return await asyncio.to_thread(delete_unfinished, self._folder, before)

    async def check(self) -> None:
        key = f"probes/{uuid4().hex}"
        with failures_translated():
            await obstore.put_async(self._store, key, b"?")
            await obstore.delete_async(self._store, key)


async def chunks_of(found: "obstore.GetResult") -> AsyncIterator[bytes]:
    with failures_translated():
        async for piece in found.stream(min_chunk_size=MAX_CHUNK_BYTES):
            for start in range(0, len(piece), MAX_CHUNK_BYTES):
                yield bytes(piece[start : start + MAX_CHUNK_BYTES])
