"""An object store that takes connections and answers nothing, under the process that people run."""

import asyncio
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final
from uuid import uuid4

import aiohttp
import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from fixline.files.v1 import file_service_pb2 as pb
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline_rpc.client.channel import create_channel

from .process import TOKEN, Start, upload

SERVER: Final = Path(__file__).parent / "object_server.py"
ANSWER_SECONDS: Final = 0.05
TRIES: Final = 15
"""A busy machine makes some answers late; it makes none early."""
CALL_SECONDS: Final = 2.0
EXIT_SECONDS: Final = 25.0
AWAY: Final = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED}


@pytest.fixture
async def store() -> AsyncIterator[tuple[Process, str]]:
    """The process of an object store, and its address."""
    process = await asyncio.create_subprocess_exec(sys.executable, str(SERVER), stdout=PIPE)
    assert process.stdout is not None
    port = int(await process.stdout.readline())
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    await process.communicate()


async def fastest(session: aiohttp.ClientSession, url: str) -> float:
    """Return the shortest time of some answers, in seconds; all say 200."""
    times = []
    for _ in range(TRIES):
        started = time.perf_counter()
        async with session.get(url) as answer:
            assert answer.status == 200, url
        times.append(time.perf_counter() - started)
    return min(times)


@pytest.mark.long
async def test_a_frozen_store_holds_up_only_what_needs_it(start: Start, store: tuple[Process, str]) -> None:
    process, address = store
    running = await start(
        FILES_STORE_URL="s3://bucket/files",
        AWS_ENDPOINT=address,
        AWS_ALLOW_HTTP="true",
        AWS_ACCESS_KEY_ID="x",
        AWS_SECRET_ACCESS_KEY="x",
        AWS_REGION="us-east-1",
    )
    port = (await running.logged("grpc.listening"))["port"]
    admin = f"http://127.0.0.1:{(await running.logged('service.started'))['admin_port']}"
    async with (
        create_channel(f"127.0.0.1:{port}", token=TOKEN) as channel,
        aiohttp.ClientSession() as session,
    ):
        stub = FileServiceStub(channel)
        file = await upload(stub, str(uuid4()), b"bytes")
        process.send_signal(signal.SIGSTOP)
        uploading = asyncio.create_task(upload(stub, str(uuid4()), b"more", seconds=CALL_SECONDS))
        for path in ("/livez", "/readyz", "/startupz"):
            assert await fastest(session, f"{admin}{path}") <= ANSWER_SECONDS, path
        health = health_pb2_grpc.HealthStub(channel)
        answer = await health.Check(health_pb2.HealthCheckRequest(), timeout=CALL_SECONDS)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await uploading
        assert refused.value.code() in AWAY
        download = stub.DownloadFile(pb.DownloadFileRequest(name=file.name), timeout=CALL_SECONDS)
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await download.read()
        assert refused.value.code() in AWAY
        assert (await stub.GetFile(pb.GetFileRequest(name=file.name), timeout=CALL_SECONDS)).file == file
        # Calls that are under way when it is told to stop do not hold it.
        late = asyncio.create_task(upload(stub, str(uuid4()), b"late", seconds=60))
        await running.logged("rpc.served")
        running.process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        assert await running.ended() == 0
        assert time.monotonic() - started < EXIT_SECONDS
        with pytest.raises(grpc.aio.AioRpcError):
            await late
