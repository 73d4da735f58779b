"""`FileGateway` over gRPC."""

from collections.abc import AsyncIterator, Sequence
from typing import Final
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import ticket_name
from bot_service.adapters.outbound.grpc.paging import read_pages
from bot_service.adapters.outbound.grpc.views.files import FILE_TYPES, TELEGRAM_KINDS, file_view
from bot_service.application.errors import UnavailableError
from bot_service.application.views.files import FileView
from bot_service.domain.files.attachment import Attachment
from fixline.files.v1 import file_pb2, file_service_pb2
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline_rpc.client.channel import acting_as

MAX_CHUNK: Final = 1_048_576
MOST_FILES: Final = 200
"""The service's limit for one page."""
UPLOAD_SECONDS: Final = 120.0
"""20 MiB that come from Telegram at 1.5 Mbit/s take this long."""


class GrpcFileGateway:
    def __init__(self, channel: Channel) -> None:
        self._stub = FileServiceStub(channel)

    async def upload(
        self,
        attachment: Attachment,
        content: AsyncIterator[bytes],
        *,
        ticket: int | None = None,
        size_bytes: int | None = None,
        internal: bool = False,
        acting: str | None,
        request_id: UUID,
    ) -> FileView:
        metadata = file_service_pb2.UploadFileRequest.Metadata(
            file=file_pb2.File(
                file_name=attachment.file_name,
                type=FILE_TYPES[attachment.kind],
                ticket="" if ticket is None else ticket_name(ticket),
                telegram_file_id=attachment.file_id,
                telegram_kind=TELEGRAM_KINDS[attachment.telegram_kind],
                internal=internal,
            ),
            request_id=str(request_id),
            expected_size_bytes=size_bytes or 0,
        )
        with in_our_terms():
            response = await self._stub.UploadFile(
                _upload(metadata, content), metadata=acting_as(acting), timeout=UPLOAD_SECONDS
            )
        stored = file_view(response.file)
        if stored.internal is not internal:
            # A release before this one kept it for everybody; it is of no ticket yet, and goes in time.
            raise UnavailableError("the files service knows no internal files yet")
        return stored

    async def attach(self, ticket: int, names: Sequence[str], *, acting: str, request_id: UUID) -> None:
        request = file_service_pb2.AttachFilesRequest(
            ticket=ticket_name(ticket), names=names, request_id=str(request_id)
        )
        with in_our_terms():
            await self._stub.AttachFiles(request, metadata=acting_as(acting))

    async def list(
        self, ticket: int, *, limit: int, start: int = 0, internal: bool = False
    ) -> Sequence[FileView]:
        """The service's pages are read from the first one on: whoever turns pages by hand does not turn many."""
        end = start + limit
        request = file_service_pb2.ListFilesRequest(
            ticket=ticket_name(ticket), page_size=min(end, MOST_FILES), include_internal=internal
        )
        found = await read_pages(
            request, lambda: self._stub.ListFiles(request), lambda page: page.files, most=end
        )
        return [file_view(file) for file in found[start:]]


async def _upload(
    metadata: file_service_pb2.UploadFileRequest.Metadata, content: AsyncIterator[bytes]
) -> AsyncIterator[file_service_pb2.UploadFileRequest]:
    yield file_service_pb2.UploadFileRequest(metadata=metadata)
    async for piece in content:
        for start in range(0, len(piece), MAX_CHUNK):
            yield file_service_pb2.UploadFileRequest(chunk=piece[start : start + MAX_CHUNK])
