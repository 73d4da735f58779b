"""The service as the process that people run."""

import asyncio
import json
import os
import signal
import sys
import urllib.request
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from files_service.adapters.inbound.grpc.servicer import file_service
from files_service.bootstrap.in_memory import create_in_memory_use_cases
from fixline.files.v1 import file_pb2
from fixline.files.v1 import file_service_pb2 as pb
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline_chassis.database import create_database_engine
from fixline_rpc.channel import create_channel

PATIENCE = 300
"""Seconds: beside the other tests a process may import for more than a minute."""
MIB = 1024 * 1024
TOKEN = "process-token"
EX_CONFIG = 78


@dataclass(slots=True)
class Running:
    process: Process
    log: list[dict[str, Any]] = field(default_factory=list)

    async def logged(self, event: str) -> dict[str, Any]:
        """Return the next log line of an event; fail when the process ends before."""
        assert self.process.stdout is not None
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
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "files_service",
            "serve",
            env={**self.environment, **changes},
            stdout=PIPE,
            stderr=PIPE,
        )
        self.started.append(Running(process))
        return self.started[-1]


@pytest.fixture
async def start(migrated_database: Callable[[str], Awaitable[str]], tmp_path: Path) -> AsyncIterator[Start]:
    """Start the service on a database and a folder of the test's own, once or again."""
    environment = {
        "PATH": os.environ["PATH"],
        "GRPC_VERBOSITY": "NONE",
        "ENVIRONMENT": "local",
        "FILES_DATABASE_URL": await migrated_database("files_service"),
        "FILES_STORE_URL": (tmp_path / "store").as_uri(),
        "FILES_CALLERS": json.dumps(
            {
                "bot": {
                    "token_sha256": sha256(TOKEN.encode()).hexdigest(),
                    "scopes": ["files.read", "files.write"],
                }
            }
        ),
        "FILES_GRPC_LISTEN": "127.0.0.1:0",
        "FILES_ADMIN_LISTEN": "127.0.0.1:0",
    }
    start = Start(environment)
    yield start
    for running in start.started:
        if running.process.returncode is None:
            running.process.kill()
            await running.ended()


def get(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:  # loopback
        return answer.status, answer.read().decode()


def metadata(request_id: str) -> pb.UploadFileRequest:
    about = pb.UploadFileRequest.Metadata(file=file_pb2.File(file_name="a.jpg"), request_id=request_id)
    return pb.UploadFileRequest(metadata=about)


async def upload(stub: FileServiceStub, request_id: str, content: bytes) -> file_pb2.File:
    async def requests() -> AsyncIterator[pb.UploadFileRequest]:
        yield metadata(request_id)
        for offset in range(0, len(content), MIB):
            yield pb.UploadFileRequest(chunk=content[offset : offset + MIB])

    return (await stub.UploadFile(requests(), timeout=30)).file


async def test_it_serves_until_it_is_told_to_stop(start: Start) -> None:
    running = await start()
    port = (await running.logged("grpc.listening"))["port"]
    admin_port = (await running.logged("service.started"))["admin_port"]
    async with create_channel(f"127.0.0.1:{port}", token=TOKEN) as channel:
        file = await upload(FileServiceStub(channel), str(uuid4()), b"bytes")
        assert file.size_bytes == 5
    async with asyncio.timeout(PATIENCE):  # a check that takes over 50 ms on a busy machine fails one answer
        while (await asyncio.to_thread(get, admin_port, "/readyz"))[0] != 200:
            pass
    _, metrics = await asyncio.to_thread(get, admin_port, "/metrics")
    for name in (
        "files_upload_bytes_total 5.0",
        "files_orphans 0.0",
        'files_rejected_total{reason="FILE_EMPTY"} 0.0',
    ):
        assert name in metrics
    running.process.send_signal(signal.SIGTERM)
    await running.logged("service.stopped")
    assert await running.ended() == 0


async def test_killed_in_the_middle_of_an_upload_it_leaves_no_record(start: Start, tmp_path: Path) -> None:
    running = await start()
    port = (await running.logged("grpc.listening"))["port"]
    request_id = str(uuid4())
    async with create_channel(f"127.0.0.1:{port}", token=TOKEN) as channel:
        call = FileServiceStub(channel).UploadFile(timeout=30)
        await call.write(metadata(request_id))
        for _ in range(8):
            await call.write(pb.UploadFileRequest(chunk=b"x" * MIB))
        async with asyncio.timeout(PATIENCE):
            while not files_in(tmp_path):  # noqa: ASYNC110  # it is on disk: nothing wakes us
                await asyncio.sleep(0.01)
        running.process.kill()
        await running.ended()
        call.cancel()
    assert [path.name[-2:] for path in files_in(tmp_path)] == ["#1"]

    again = await start()
    port = (await again.logged("grpc.listening"))["port"]
    async with create_channel(f"127.0.0.1:{port}", token=TOKEN) as channel:
        file = await upload(FileServiceStub(channel), request_id, b"x" * 8 * MIB)
        assert file.size_bytes == 8 * MIB
    engine = create_database_engine(start.environment["FILES_DATABASE_URL"], application_name="test")
    async with engine.connect() as connection:
        states = list((await connection.execute(text("SELECT state FROM files ORDER BY id"))).scalars())
    await engine.dispose()
    assert states == ["PENDING", "READY"]


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_a_store_that_cannot_be_used_stops_the_start(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    running = await start(FILES_STORE_URL=(tmp_path / "file" / "store").as_uri())
    failed = await running.logged("service.failed")
    assert "cannot open the blob store file://" in failed["error"]
    assert await running.ended() == 1


async def test_wrong_settings_stop_the_start_with_one_message(start: Start) -> None:
    running = await start(FILES_STORE_URL="nowhere", FILES_CALLERS="{}", FILES_DATABASE_URL="")
    _, errors = await running.process.communicate()
    assert running.process.returncode == EX_CONFIG, errors.decode()
    for name in ("FILES_STORE_URL", "FILES_DATABASE_URL"):
        assert name in errors.decode()


def test_it_can_be_had_without_anything_outside_the_process() -> None:
    assert file_service(create_in_memory_use_cases())
