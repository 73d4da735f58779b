"""The order of an upload's messages: metadata, then chunks."""

from collections.abc import AsyncIterator

from files_service.adapters.inbound.metrics import UPLOAD_BYTES
from files_service.domain.content import MAX_CHUNK_BYTES
from files_service.domain.errors import InvalidArgumentError, UploadOutOfOrderError, Violation
from fixline.files.v1 import file_service_pb2 as pb


async def read_metadata(requests: AsyncIterator[pb.UploadFileRequest]) -> pb.UploadFileRequest.Metadata:
    """Return the first message's metadata; raise `UploadOutOfOrderError` when it is something else."""
    async for request in requests:
        if request.WhichOneof("payload") == "metadata":
            return request.metadata
        break
    raise UploadOutOfOrderError("the first message must hold the metadata")


async def read_chunks(requests: AsyncIterator[pb.UploadFileRequest]) -> AsyncIterator[bytes]:
    """Yield the chunks of the other messages.

    Raises `UploadOutOfOrderError` for a message that holds none, `InvalidArgumentError` for one that is empty or too
    large.
    """
    async for request in requests:
        if request.WhichOneof("payload") != "chunk":
            raise UploadOutOfOrderError("every message after the first must hold a chunk")
        if not 1 <= len(request.chunk) <= MAX_CHUNK_BYTES:
            rule = f"must hold 1 to {MAX_CHUNK_BYTES} bytes, holds {len(request.chunk)}"
            raise InvalidArgumentError([Violation("chunk", rule)])
        UPLOAD_BYTES.inc(len(request.chunk))
        yield request.chunk
