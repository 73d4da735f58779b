"""Inbound adapter: FileService over gRPC."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import structlog

from files_service.adapters.inbound.grpc import requests
from files_service.adapters.inbound.grpc.answers import file_message
from files_service.adapters.inbound.grpc.errors import STATUSES
from files_service.adapters.inbound.grpc.upload_stream import drained, read_chunks, read_metadata
from files_service.adapters.inbound.metrics import REJECTED
from files_service.application.use_cases import UseCases
from files_service.domain.errors import FilesError
from fixline.files.v1 import file_service_pb2 as pb
from fixline.files.v1.file_service_pb2_grpc import FileServiceServicer, add_FileServiceServicer_to_server
from fixline_rpc.context import current_actor, current_caller

log = structlog.get_logger()


class FileServicer(FileServiceServicer):
    def __init__(self, use_cases: UseCases) -> None:
        self._use_cases = use_cases
        # A series that appears with its first refusal has no rate for it.
        for error in STATUSES:
            REJECTED.labels(reason=error.reason)

    async def UploadFile(  # noqa: N802  # the contract's name
        self,
        request_iterator: AsyncIterator[pb.UploadFileRequest],
        context: Any,  # noqa: ARG002  # gRPC passes it
    ) -> pb.UploadFileResponse:
        async with rejections_counted(), drained(request_iterator):
            metadata = await read_metadata(request_iterator)
            command = requests.upload_file(metadata, caller=current_caller().name, actor=current_actor())
            file = await self._use_cases.upload_file(command, read_chunks(request_iterator))
        return pb.UploadFileResponse(file=file_message(file))

    async def DownloadFile(  # noqa: N802  # the contract's name
        self,
        request: pb.DownloadFileRequest,
        context: Any,  # noqa: ARG002  # gRPC passes it
    ) -> AsyncIterator[pb.DownloadFileResponse]:
        download = await self._use_cases.download_file(requests.get_file(request, actor=current_actor()))
        yield pb.DownloadFileResponse(file=file_message(download.file))
        async for chunk in download.chunks:
            yield pb.DownloadFileResponse(chunk=chunk)

    async def GetFile(  # noqa: N802  # the contract's name
        self,
        request: pb.GetFileRequest,
        context: Any,  # noqa: ARG002  # gRPC passes it
    ) -> pb.GetFileResponse:
        file = await self._use_cases.get_file(requests.get_file(request, actor=current_actor()))
        return pb.GetFileResponse(file=file_message(file))

    async def ListFiles(  # noqa: N802  # the contract's name
        self,
        request: pb.ListFilesRequest,
        context: Any,  # noqa: ARG002  # gRPC passes it
    ) -> pb.ListFilesResponse:
        page = await self._use_cases.list_files(requests.list_files(request))
        return pb.ListFilesResponse(
            files=[file_message(file) for file in page.files], next_page_token=page.next_page_token
        )

    async def AttachFiles(  # noqa: N802  # the contract's name
        self,
        request: pb.AttachFilesRequest,
        context: Any,  # noqa: ARG002  # gRPC passes it
    ) -> pb.AttachFilesResponse:
        command = requests.attach_files(request, caller=current_caller().name, actor=current_actor())
        files = await self._use_cases.attach_files(command)
        return pb.AttachFilesResponse(files=[file_message(file) for file in files])

    async def ForgetUploader(  # noqa: N802  # the contract's name
        self,
        request: pb.ForgetUploaderRequest,
        context: Any,  # noqa: ARG002  # gRPC passes it
    ) -> pb.ForgetUploaderResponse:
        total = await self._use_cases.forget_uploader(requests.forget_uploader(request))
        return pb.ForgetUploaderResponse(files=total.files, size_bytes=total.size_bytes)

    async def DeleteTicketFiles(  # noqa: N802  # the contract's name
        self,
        request: pb.DeleteTicketFilesRequest,
        context: Any,  # noqa: ARG002  # gRPC passes it
    ) -> pb.DeleteTicketFilesResponse:
        total = await self._use_cases.delete_ticket_files(requests.delete_ticket_files(request))
        return pb.DeleteTicketFilesResponse(files=total.files, size_bytes=total.size_bytes)


def file_service(use_cases: UseCases) -> tuple[Callable[[Any, Any], None], FileServicer]:
    """Return what a server needs to serve these use cases: how to add it, and the servicer."""
    return add_FileServiceServicer_to_server, FileServicer(use_cases)


@asynccontextmanager
async def rejections_counted() -> AsyncIterator[None]:
    try:
        yield
    except FilesError as error:
        REJECTED.labels(reason=error.reason).inc()
        # What was left to the sweeper is said in the notes of the error; nobody else would ever read them.
        for note in getattr(error, "__notes__", ()):
            log.warning("upload.clean_up_postponed", reason=error.reason, note=note)
        raise
