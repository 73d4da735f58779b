"""A whole files service on memory adapters, and what goes into it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TypedDict, Unpack
from uuid import UUID, uuid4

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


def world_on(clock: SteppingClock) -> World:
    database, blobs = MemoryDatabase(), MemoryBlobStore(clock)
    use_cases = create_use_cases(
        unit_of_work=MemoryUnitOfWorkFactory(database),
        reader=MemoryFileReader(database),
        blobs=blobs,
        clock=clock,
        identifiers=RandomIdentifiers(),
    )
    return World(clock=clock, database=database, blobs=blobs, use_cases=use_cases)


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


class Upload(TypedDict, total=False):
    """What a test says about an upload; the rest is `upload_command`'s."""

    caller: str
    request_id: UUID
    name: str
    uploader: int | None
    ticket: int | None
    expected_sha256: str


def upload_command(**about: Unpack[Upload]) -> UploadFile:
    return UploadFile(
        caller=about.get("caller", "bot"),
        request_id=about.get("request_id", uuid4()),
        description=photo(about.get("name", "photo.jpg"), uploader=about.get("uploader", 7)),
        ticket=about.get("ticket"),
        expected_sha256=about.get("expected_sha256", ""),
    )


def photo(name: str = "photo.jpg", *, uploader: int | None = 7) -> FileDescription:
    return FileDescription(
        name=FileName.clean(name), type=FileType.PHOTO, telegram_file_id="AgAC", uploader=uploader
    )


@dataclass(frozen=True, slots=True)
class FileMaker:
    """Makes records: PENDING, or READY with `ready=True`."""

    clock: SteppingClock

    def __call__(self, *, ready: bool = True, ticket: int | None = None, uploader: int | None = 7) -> File:
        file = File.begin(
            id=FileId(uuid4()),
            caller="bot",
            description=photo(uploader=uploader),
            ticket=ticket,
            now=self.clock.now(),
        )
        if ready:
            content = Content(size_bytes=3, sha256="ab" * 32, content_type="image/jpeg")
            file.complete(content, now=self.clock.now())
        return file
