"""The service as the process that people run."""

import asyncio
import signal
import urllib.request
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text

from files_service.adapters.inbound.grpc.servicer import file_service
from files_service.bootstrap.in_memory import create_in_memory_use_cases
from fixline.files.v1 import file_service_pb2 as pb
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline_chassis.database import create_database_engine
from fixline_rpc.client.channel import create_channel

from .process import MIB, PATIENCE, TOKEN, Start, metadata, upload

EX_CONFIG = 78


def get(port: int, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:  # loopback
        return answer.status, answer.read().decode()


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
