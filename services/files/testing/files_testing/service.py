"""One files service: real gRPC, PostgreSQL and disk; only the clock is the test's."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, Unpack
from uuid import uuid4

import grpc
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from files_service.adapters.outbound.object_store.opening import open_blob_store
from files_service.adapters.outbound.sqlalchemy.file_reader import SqlAlchemyFileReader
from files_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from files_service.adapters.outbound.system.identifiers import RandomIdentifiers
from files_service.application.use_cases import UseCases
from files_service.bootstrap.container import create_use_cases
from files_testing.served import served
from fixline.files.v1 import file_pb2
from fixline.files.v1 import file_service_pb2 as pb
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline_chassis.database import create_database_engine
from fixline_rpc.client.channel import acting_as
from fixline_testing.clock import SteppingClock
from fixline_testing.rpc import ServedAt

TIMEOUT = 30.0
CALLERS = {
    "bot": ("bot-token", ["files.read", "files.write"]),
    "reader": ("reader-token", ["files.read"]),
    "operator": ("operator-token", ["files.forget"]),
    "keeper": ("keeper-token", ["files.delete"]),
    "web": ("web-token", ["files.read", "files.write"]),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    served: ServedAt
    use_cases: UseCases
    engine: AsyncEngine
    folder: Path
    clock: SteppingClock

    def stored_paths(self) -> list[Path]:
        """Everything in the store's folder, half-written files included."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    async def states(self) -> list[str]:
        async with self.engine.connect() as connection:
            return list((await connection.execute(text("SELECT state FROM files ORDER BY id"))).scalars())


class FileFields(TypedDict, total=False):
    file_name: str
    ticket: str
    type: file_pb2.FileType.ValueType
    telegram_file_id: str
    telegram_kind: file_pb2.TelegramKind.ValueType
    name: str
    content_type: str
    size_bytes: int
    sha256: str
    uploader: str


class About(FileFields, total=False):
    """What a test says about an upload; a fresh `request_id` and a file name are `metadata`'s."""

    request_id: str
    expected_sha256: str
    expected_size_bytes: int


@dataclass(frozen=True, slots=True)
class Client:
    """Calls with messages; the tests write what goes on the wire themselves where that is the point."""

    stub: FileServiceStub
    actor: str | None

    def start_upload(self) -> "grpc.aio.StreamUnaryCall[pb.UploadFileRequest, pb.UploadFileResponse]":
        return self.stub.UploadFile(timeout=TIMEOUT, metadata=acting_as(self.actor))

    async def send(self, *requests: pb.UploadFileRequest) -> file_pb2.File:
        async def messages() -> AsyncIterator[pb.UploadFileRequest]:
            for request in requests:
                yield request

        call = self.stub.UploadFile(messages(), timeout=TIMEOUT, metadata=acting_as(self.actor))
        return (await call).file

    async def upload(self, *chunks: bytes, **about: Unpack[About]) -> file_pb2.File:
        return await self.send(metadata(**about), *(pb.UploadFileRequest(chunk=chunk) for chunk in chunks))

    async def download(self, name: str) -> list[pb.DownloadFileResponse]:
        request = pb.DownloadFileRequest(name=name)
        call = self.stub.DownloadFile(request, timeout=TIMEOUT, metadata=acting_as(self.actor))
        return [answer async for answer in call]

    async def get(self, name: str) -> file_pb2.File:
        call = self.stub.GetFile(
            pb.GetFileRequest(name=name), timeout=TIMEOUT, metadata=acting_as(self.actor)
        )
        return (await call).file

    async def list(self, *, ticket: str, page_size: int = 0, page_token: str = "") -> pb.ListFilesResponse:
        request = pb.ListFilesRequest(ticket=ticket, page_size=page_size, page_token=page_token)
        return await self.stub.ListFiles(request, timeout=TIMEOUT, metadata=acting_as(self.actor))

    async def forget(self, uploader: str, *, validate_only: bool = False) -> pb.ForgetUploaderResponse:
        request = pb.ForgetUploaderRequest(
            uploader=uploader, validate_only=validate_only, request_id=str(uuid4())
        )
        return await self.stub.ForgetUploader(request, timeout=TIMEOUT, metadata=acting_as(self.actor))

    async def delete(self, request: pb.DeleteTicketFilesRequest) -> pb.DeleteTicketFilesResponse:
        return await self.stub.DeleteTicketFiles(request, timeout=TIMEOUT, metadata=acting_as(self.actor))

    async def attach(
        self, *names: str, ticket: str = "tickets/42", request_id: str | None = None
    ) -> Sequence[file_pb2.File]:
        request = pb.AttachFilesRequest(
            ticket=ticket, names=names, request_id=str(uuid4()) if request_id is None else request_id
        )
        call = self.stub.AttachFiles(request, timeout=TIMEOUT, metadata=acting_as(self.actor))
        return (await call).files


def metadata(
    *,
    request_id: str | None = None,
    expected_sha256: str = "",
    expected_size_bytes: int = 0,
    **file: Unpack[FileFields],
) -> pb.UploadFileRequest:
    named: FileFields = {"file_name": "photo.jpg", **file}
    return pb.UploadFileRequest(
        metadata=pb.UploadFileRequest.Metadata(
            file=file_pb2.File(**named),
            request_id=str(uuid4()) if request_id is None else request_id,
            expected_sha256=expected_sha256,
            expected_size_bytes=expected_size_bytes,
        )
    )


@asynccontextmanager
async def service_on(url: str, folder: Path, clock: SteppingClock) -> AsyncIterator[Service]:
    engine = create_database_engine(url, application_name="test", lock_timeout_ms=100)
    use_cases = create_use_cases(
        unit_of_work=SqlAlchemyUnitOfWorkFactory(engine),
        reader=SqlAlchemyFileReader(engine),
        blobs=open_blob_store(folder.as_uri()),
        clock=clock,
        identifiers=RandomIdentifiers(),
    )
    async with served(use_cases, callers=CALLERS) as server:
        yield Service(served=server, use_cases=use_cases, engine=engine, folder=folder, clock=clock)
    await engine.dispose()


@dataclass(frozen=True, slots=True)
class Clients:
    """Clients of one service by caller and acting user."""

    service: Service
    channels: "list[grpc.aio.Channel]" = field(default_factory=list)

    def __call__(self, *, token: str = CALLERS["bot"][0], actor: str | None = "users/7") -> Client:
        channel = self.service.served.channel(token)
        self.channels.append(channel)
        return Client(FileServiceStub(channel), actor)
