"""What breaks around the service, and what is left of it: never a READY record without its bytes."""

import asyncio
import resource
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from grpc import StatusCode
from sqlalchemy import text

from files_service.adapters.inbound.worker.sweeper import Sweeper
from files_testing.service import Client, Clients, Service, metadata, service_on
from fixline.files.v1 import file_service_pb2 as pb
from fixline_chassis.database import create_database_engine
from fixline_testing.clock import SteppingClock
from fixline_testing.own_postgres import FEW_CONNECTIONS, OwnPostgres
from fixline_testing.rpc import failure

MIB = 1024 * 1024


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await condition():  # noqa: ASYNC110  # it is on disk or in the database: nothing wakes us
            await asyncio.sleep(0.01)


async def test_a_client_that_goes_away_leaves_no_record_and_the_rest_is_swept(
    service: Service, client: Client
) -> None:
    call = client.start_upload()
    await call.write(metadata(ticket="tickets/42"))
    for _ in range(8):
        await call.write(pb.UploadFileRequest(chunk=b"x" * MIB))

    async def anything_stored() -> bool:
        return bool(service.stored_paths())

    async def nothing_stored() -> bool:
        return not service.stored_paths()

    await until(anything_stored)
    call.cancel()
    await until(nothing_stored)
    assert not (await client.list(ticket="tickets/42")).files
    assert await service.states() == ["PENDING"]
    service.clock.advance(timedelta(hours=1, seconds=1))
    assert (await service.use_cases.sweep_orphans()).orphans == 1
    assert (await service.states(), service.stored_paths()) == ([], [])


async def test_what_a_killed_process_left_is_swept(service: Service, client: Client) -> None:
    """A blob without a record, and the half of one that obstore's listing hides."""
    file = await client.upload(b"bytes", ticket="tickets/42")
    (kept,) = service.stored_paths()
    (kept.parent / "unnamed").write_bytes(b"x")
    (kept.parent / "half#1").write_bytes(b"x")
    # The store's ages are the machine's: the test's clock starts from there.
    service.clock.advance(datetime.now(UTC) - service.clock.now())
    assert (await service.use_cases.sweep_orphans()).orphans == 0
    service.clock.advance(timedelta(days=7, seconds=10))
    report = await service.use_cases.sweep_orphans()
    assert (report.unnamed_blobs, report.unfinished_writes, report.orphans) == (1, 1, 2)
    assert service.stored_paths() == [kept]
    assert (await client.get(file.name)) == file


@contextmanager
def files_limited_to(size_bytes: int) -> Iterator[None]:
    """No file of this process can grow further: what a full disk does, without one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_is_said_and_nothing_is_half_written(service: Service, client: Client) -> None:
    kept = await client.upload(b"bytes")
    request_id = str(uuid4())
    with files_limited_to(2 * MIB):
        refused = await failure(client.upload(*([b"x" * MIB] * 20), request_id=request_id))
        assert b"".join(answer.chunk for answer in await client.download(kept.name)) == b"bytes"
    assert (refused.code, refused.reason) == (StatusCode.RESOURCE_EXHAUSTED, "BLOB_STORE_FULL")
    assert refused.retry_after == 60
    assert str(service.folder) not in refused.message
    assert (await service.states(), len(service.stored_paths())) == (["READY"], 1)
    assert (await client.upload(*([b"x" * MIB] * 20), request_id=request_id)).size_bytes == 20 * MIB


async def test_a_store_that_cannot_be_written_is_said(service: Service, client: Client) -> None:
    kept = await client.upload(b"bytes")
    moved = service.folder.rename(service.folder.with_name("moved"))
    service.folder.write_bytes(b"not a folder")
    for call in (client.upload(b"bytes"), client.download(kept.name)):
        refused = await failure(call)
        assert (refused.code, refused.reason) == (StatusCode.UNAVAILABLE, "BLOB_STORE_UNAVAILABLE")
        assert refused.retry_after == 1
    service.folder.unlink()
    moved.rename(service.folder)
    assert len(await client.download(kept.name)) == 2


async def test_bytes_that_rotted_are_never_passed_off_as_the_file(service: Service, client: Client) -> None:
    file = await client.upload(b"bytes")
    (path,) = service.stored_paths()
    path.write_bytes(b"rot")
    refused = await failure(client.download(file.name))
    assert (refused.code, refused.reason) == (StatusCode.DATA_LOSS, "FILE_CORRUPT")
    assert refused.metadata == {"file": file.name}


async def test_an_upload_given_up_by_the_sweeper_may_be_tried_again(service: Service, client: Client) -> None:
    request_id = str(uuid4())
    call = client.start_upload()
    await call.write(metadata(request_id=request_id))
    await call.write(pb.UploadFileRequest(chunk=b"bytes"))

    async def upload_began() -> bool:
        return bool(await service.states() == ["PENDING"])

    await until(upload_began)
    service.clock.advance(timedelta(hours=2))
    await service.use_cases.sweep_orphans()
    await call.done_writing()
    refused = await failure(call)
    assert (refused.code, refused.reason, refused.retry_after) == (
        StatusCode.ABORTED,
        "UPLOAD_ABANDONED",
        1,
    )
    assert (await service.states(), service.stored_paths()) == ([], [])
    assert (await client.upload(b"bytes", request_id=request_id)).size_bytes == 5


async def test_a_locked_table_is_an_outage_that_ends_soon(service: Service, client: Client) -> None:
    async with service.engine.begin() as connection:
        await connection.execute(text("LOCK TABLE files"))
        async with asyncio.timeout(20):
            refused = await failure(client.get(f"files/{uuid4()}"))
    assert (refused.code, refused.reason) == (StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")
    assert (await failure(client.get(f"files/{uuid4()}"))).reason == "FILE_NOT_FOUND"


async def test_connections_that_were_cut_are_replaced(service: Service, client: Client) -> None:
    file = await client.upload(b"bytes")
    other = create_database_engine(
        service.engine.url.render_as_string(hide_password=False), application_name="another"
    )
    async with other.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    await other.dispose()
    # The channel repeats what is UNAVAILABLE, so the client may not notice at all.
    assert await client.get(file.name) == file
    assert (await failure(client.get(f"files/{uuid4()}"))).reason == "FILE_NOT_FOUND"


async def test_a_missing_database_is_an_outage(service: Service, client: Client) -> None:
    await client.upload(b"bytes")
    name = service.engine.url.database
    other = create_database_engine(
        service.engine.url.set(database="postgres").render_as_string(hide_password=False),
        application_name="another",
    )
    async with other.connect() as connection:
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await autocommit.execute(text(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false'))
        await autocommit.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": name},
        )
        refused = await failure(client.upload(b"bytes"))
        await autocommit.execute(text(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true'))
    await other.dispose()
    assert (refused.code, refused.reason) == (StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")
    assert (await client.upload(b"bytes")).size_bytes == 5


@pytest.mark.parametrize("same_request", [True, False])
async def test_uploads_that_race_with_one_request_id_leave_one_record(
    service: Service, client_of: Clients, same_request: bool
) -> None:
    request_id = str(uuid4())
    clients = [client_of() for _ in range(4)]
    answers = await asyncio.gather(
        *(
            client.upload(
                b"x" * MIB, request_id=request_id, file_name="same" if same_request else f"other {number}"
            )
            for number, client in enumerate(clients)
        ),
        return_exceptions=True,
    )
    names = {answer.name for answer in answers if not isinstance(answer, BaseException)}
    assert len(names) == 1
    assert sum(isinstance(answer, BaseException) for answer in answers) == (0 if same_request else 3)
    assert (await service.states(), len(service.stored_paths())) == (["READY"], 1)


async def test_a_server_without_a_free_connection_is_overloaded_and_a_stopped_one_away(
    own_postgres: OwnPostgres, tmp_path: Path, clock: SteppingClock
) -> None:
    own_postgres.settings = FEW_CONNECTIONS
    await own_postgres.start(holding=["files_service"])
    url = own_postgres.server.url("files_service")
    async with service_on(url, tmp_path / "store", clock) as service:
        clients = Clients(service)
        client = clients()
        file = await client.upload(b"bytes")
        await service.engine.dispose()
        async with own_postgres.exhausted():
            sweeper = asyncio.create_task(
                Sweeper(sweep=service.use_cases.sweep_orphans, interval_seconds=0.01).run()
            )
            for call in (client.get(file.name), client.upload(b"bytes")):
                async with asyncio.timeout(5):
                    refused = await failure(call)
                assert (refused.code, refused.reason) == (
                    StatusCode.RESOURCE_EXHAUSTED,
                    "DATABASE_OVERLOADED",
                )
                assert refused.retry_after == 1
        await own_postgres.stop()
        refused = await failure(client.get(file.name))
        assert (refused.code, refused.reason) == (StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")
        await own_postgres.start()
        assert await client.get(file.name) == file
        assert not sweeper.done()
        sweeper.cancel()
        for channel in clients.channels:
            await channel.close()
