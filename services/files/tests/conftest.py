"""What the tests of the files service share."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from files_service.adapters.outbound.memory.blob_store import MemoryBlobStore
from files_service.adapters.outbound.memory.file_reader import MemoryFileReader
from files_service.adapters.outbound.memory.store import MemoryDatabase
from files_service.adapters.outbound.memory.unit_of_work import MemoryUnitOfWorkFactory
from files_service.adapters.outbound.system.identifiers import RandomIdentifiers
from files_service.application.commands.upload_file import UploadFile
from files_service.application.use_cases import UseCases
from files_service.bootstrap.container import create_use_cases
from files_service.domain.content import Content
from files_service.domain.file import File, FileDescription, FileId, FileType
from files_service.domain.file_name import FileName
from fixline_testing.clock import SteppingClock

JPEG = b"\xff\xd8\xff\xe0 a small picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A whole service on memory adapters."""

    clock: SteppingClock
    database: MemoryDatabase
    blobs: MemoryBlobStore
    use_cases: UseCases

    async def blob_keys(self) -> list[str]:
        return [blob.key async for page in self.blobs.list() for blob in page]


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def world(clock: SteppingClock) -> World:
    database, blobs = MemoryDatabase(), MemoryBlobStore(clock)
    use_cases = create_use_cases(
        unit_of_work=MemoryUnitOfWorkFactory(database),
        reader=MemoryFileReader(database),
        blobs=blobs,
        clock=clock,
        identifiers=RandomIdentifiers(),
    )
    return World(clock=clock, database=database, blobs=blobs, use_cases=use_cases)


@pytest.fixture
def stream() -> Callable[..., AsyncIterator[bytes]]:
    """Chunks, one by one."""

    async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    return chunks


@pytest.fixture
def upload_command() -> Callable[..., UploadFile]:
    def make(
        *,
        caller: str = "bot",
        request_id: UUID | None = None,
        name: str = "photo.jpg",
        uploader: int | None = 7,
        ticket: int | None = None,
        expected_sha256: str = "",
    ) -> UploadFile:
        return UploadFile(
            caller=caller,
            request_id=request_id or uuid4(),
            description=FileDescription(
                name=FileName.clean(name), type=FileType.PHOTO, telegram_file_id="AgAC", uploader=uploader
            ),
            ticket=ticket,
            expected_sha256=expected_sha256,
        )

    return make


@pytest.fixture
def a_file(clock: SteppingClock) -> Callable[..., File]:
    """A record: PENDING, or READY with `ready=True`."""

    def make(*, ready: bool = True, ticket: int | None = None, uploader: int | None = 7) -> File:
        file = File.begin(
            id=FileId(uuid4()),
            caller="bot",
            description=FileDescription(
                name=FileName("photo.jpg"), type=FileType.PHOTO, telegram_file_id="AgAC", uploader=uploader
            ),
            ticket=ticket,
            now=clock.now(),
        )
        if ready:
            file.complete(Content(size_bytes=3, sha256="ab" * 32, content_type="image/jpeg"), now=clock.now())
        return file

    return make
