"""The messages of an upload: metadata, then chunks; and what is left of them when the answer is known early."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from files_service.adapters.inbound.metrics import UPLOAD_BYTES
from files_service.domain.content import MAX_CHUNK_BYTES, MAX_FILE_BYTES
from files_service.domain.errors import InvalidArgumentError, UploadOutOfOrderError, Violation
from fixline.files.v1 import file_service_pb2 as pb

DRAIN_SECONDS: Final = 10.0
IDLE_SECONDS: Final = 1.0


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


@asynccontextmanager
async def drained(requests: AsyncIterator[pb.UploadFileRequest]) -> AsyncIterator[None]:
    """Before answering, let the client finish what it is sending.

    A client of grpc.aio whose message is on its way when the server ends the call sees INTERNAL "Internal error from
    Core" instead of the answer.
    """
    try:
        yield
    except Exception:
        await drain(requests)
        raise
    await drain(requests)


async def drain(requests: AsyncIterator[pb.UploadFileRequest]) -> None:
    """Read on to the end, or until the client pauses, has sent one more largest file, or takes too long."""
    left = MAX_FILE_BYTES
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while left > 0:
                async with asyncio.timeout(IDLE_SECONDS):
                    request = await anext(requests, None)
                if request is None:
                    return
                left -= request.ByteSize()
    except TimeoutError:
        return  # it waits for the answer, or it never will end
