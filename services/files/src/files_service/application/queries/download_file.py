"""Query: one file's record and bytes."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from files_service.application.ports.blob_store import BlobStore, UnknownBlobError
from files_service.application.ports.file_reader import FileReader
from files_service.application.queries.get_file import GetFile, GetFileHandler
from files_service.domain.errors import FileCorruptError
from files_service.domain.file import File


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """`chunks` hold 1 byte to 1 MiB each; they end with `FileCorruptError` when they are not what was stored."""

    file: File
    chunks: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFileHandler:
    reader: FileReader
    blobs: BlobStore

    async def __call__(self, query: GetFile) -> Download:
        file = await GetFileHandler(reader=self.reader)(query)
        try:
            chunks = await self.blobs.open(file.blob_key)
        except UnknownBlobError as error:
            raise FileCorruptError(file.id) from error
        return Download(file=file, chunks=verified(file, chunks))


async def verified(file: File, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    digest = hashlib.sha256()
    async for chunk in chunks:
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != file.stored.sha256:
        raise FileCorruptError(file.id)
