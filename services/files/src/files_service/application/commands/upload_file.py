"""Use case: a caller uploads a file."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from files_service.application.ports.blob_store import (
    BlobStore,
    BlobStoreFullError,
    BlobStoreUnavailableError,
)
from files_service.application.ports.clock import Clock
from files_service.application.ports.file_reader import FileReader
from files_service.application.ports.identifiers import Identifiers
from files_service.application.ports.unit_of_work import DatabaseError, UnitOfWorkFactory
from files_service.domain.content import Content, ContentMeter
from files_service.domain.errors import KeyReusedError, UploadTooSlowError
from files_service.domain.file import File, FileDescription
from files_service.domain.idempotency import KeyRecord, RequestKey


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadFile:
    """`expected_sha256` is lower-case hex; empty, and a size of 0: not checked."""

    caller: str
    request_id: UUID
    description: FileDescription
    ticket: int | None
    expected_sha256: str
    expected_size_bytes: int = 0

    def key(self) -> RequestKey:
        # Not with the expected size, nor with Telegram's kind: whoever learns them between two tries repeats the same
        # request.
        about = self.description
        return RequestKey.of(
            self.caller,
            self.request_id,
            "UploadFile",
            about.name.value,
            about.type,
            about.telegram_file_id,
            about.uploader,
            self.ticket,
            self.expected_sha256,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadFileHandler:
    """A record (PENDING) comes before the first byte and becomes READY after the last one is stored.

    So at any time every blob is named by a record, and every READY record has its bytes. An upload that dies leaves a
    PENDING record and perhaps a blob for the sweeper.
    """

    unit_of_work: UnitOfWorkFactory
    reader: FileReader
    blobs: BlobStore
    clock: Clock
    identifiers: Identifiers
    time_limit: timedelta

    async def __call__(self, command: UploadFile, chunks: AsyncIterator[bytes]) -> File:
        """Store `chunks` and return the record; a repeated request gets the stored one, and `chunks` is left unread."""
        key = command.key()
        done = await self._find(key)
        if done is not None:
            return await self._made_before(done, key, command)
        file = await self._begin(command)
        try:
            content = await self._store(file, chunks, command)
            return await self._complete(file, content, key, command)
        except Exception as error:
            await self._discard(file, error)
            raise

    async def _find(self, key: RequestKey) -> KeyRecord | None:
        async with self.unit_of_work() as uow:
            return await uow.keys.find(key)

    async def _begin(self, command: UploadFile) -> File:
        file = File.begin(
            id=self.identifiers.new_file_id(),
            caller=command.caller,
            description=command.description,
            ticket=command.ticket,
            now=self.clock.now(),
        )
        async with self.unit_of_work() as uow:
            await uow.files.add(file)
            await uow.commit()
        return file

    async def _store(self, file: File, chunks: AsyncIterator[bytes], command: UploadFile) -> Content:
        meter = ContentMeter()
        limit = asyncio.timeout(self.time_limit.total_seconds())
        try:
            async with limit:
                await self.blobs.put(file.blob_key, checked(chunks, meter, command))
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise UploadTooSlowError(round(self.time_limit.total_seconds())) from error
        return meter.content()

    async def _complete(self, file: File, content: Content, key: RequestKey, command: UploadFile) -> File:
        async with self.unit_of_work() as uow:
            file.complete(content, now=self.clock.now())
            await uow.files.save(file)
            winner = await uow.keys.claim(key, file_id=file.id, now=file.uploaded_at)
            if winner is None:
                await uow.commit()
                return file
        # Another attempt with this key was quicker; there is one record, and it is that one's.
        await self._remove(file)
        return await self._made_before(winner, key, command)

    async def _made_before(self, done: KeyRecord, key: RequestKey, command: UploadFile) -> File:
        """Return what this request made; raise `KeyReusedError` where the other one's is for other eyes.

        The fingerprint does not say that: it is kept as long as the release before goes by it.
        """
        file = await self.reader.get(done.file_made_by(key))
        if file.description.internal is not command.description.internal:
            raise KeyReusedError(key.request_id)
        return file

    async def _discard(self, file: File, error: Exception) -> None:
        """Clean up at once after an upload that failed; what cannot be done now, the sweeper does later."""
        try:
            await self._remove(file)
        except (BlobStoreUnavailableError, BlobStoreFullError, DatabaseError) as fault:
            error.add_note(f"left for the sweeper: {fault}")

    async def _remove(self, file: File) -> None:
        # A commit whose answer was lost may have made it READY: then the record stays, and so do its bytes.
        async with self.unit_of_work() as uow:
            gone = await uow.files.delete_pending(file.id)
            await uow.commit()
        if gone:
            await self.blobs.delete(file.blob_key)


async def checked(
    chunks: AsyncIterator[bytes], meter: ContentMeter, command: UploadFile
) -> AsyncIterator[bytes]:
    """Pass `chunks` on; fail at their end, while the store can still forget them, when they are not a file to keep."""
    async for chunk in chunks:
        meter.add(chunk)
        yield chunk
    meter.content(expected_size_bytes=command.expected_size_bytes, expected_sha256=command.expected_sha256)
