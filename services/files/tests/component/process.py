"""The service as a process, what it logs, and uploads to it."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from fixline.files.v1 import file_pb2
from fixline.files.v1 import file_service_pb2 as pb
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline_testing.forked import ForkedProcess, Forks

FORKS: Final = Forks(("files_service.__main__",))
PATIENCE: Final = 300
"""Seconds: beside the other tests a process may import for more than a minute."""
MIB: Final = 1024 * 1024
TOKEN: Final = "process-token"


@dataclass(slots=True)
class Running:
    process: ForkedProcess
    log: list[dict[str, Any]] = field(default_factory=list)

    async def logged(self, event: str) -> dict[str, Any]:
        """Return the next log line of an event; fail when the process ends before."""
        async with asyncio.timeout(PATIENCE):
            async for line in self.process.stdout:
                self.log.append(json.loads(line))
                if self.log[-1]["event"] == event:
                    return self.log[-1]
        pytest.fail(f"no {event} in {self.log}")

    async def ended(self) -> int:
        async with asyncio.timeout(PATIENCE):
            await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode


@dataclass(frozen=True, slots=True)
class Start:
    environment: dict[str, str]
    started: list[Running] = field(default_factory=list)

    async def __call__(self, **changes: str) -> Running:
        process = await FORKS.begin("files_service", "serve", env=self.environment | changes)
        self.started.append(Running(process))
        return self.started[-1]


def metadata(request_id: str) -> pb.UploadFileRequest:
    about = pb.UploadFileRequest.Metadata(file=file_pb2.File(file_name="a.jpg"), request_id=request_id)
    return pb.UploadFileRequest(metadata=about)


async def upload(
    stub: FileServiceStub, request_id: str, content: bytes, seconds: float = 30
) -> file_pb2.File:
    async def requests() -> AsyncIterator[pb.UploadFileRequest]:
        yield metadata(request_id)
        for offset in range(0, len(content), MIB):
            yield pb.UploadFileRequest(chunk=content[offset : offset + MIB])

    return (await stub.UploadFile(requests(), timeout=seconds)).file
