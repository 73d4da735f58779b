"""What is particular to a folder, and how stores are opened."""

import asyncio
import os
import resource
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from files_service.adapters.outbound.object_store.blob_store import ObjectBlobStore
from files_service.adapters.outbound.object_store.opening import StoreUrlError, open_blob_store
from files_service.application.ports.blob_store import (
    BlobStoreFullError,
    BlobStoreUnavailableError,
    UnknownBlobError,
)
from files_service.bootstrap.serve import open_working_store

KEY = "2026/01/05/0123"
MIB = 1024 * 1024


async def mebibytes(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * MIB


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def blobs(tmp_path: Path) -> ObjectBlobStore:
    return open_blob_store((tmp_path / "store").as_uri())


@pytest.mark.parametrize("count", [3, 6, 11, 20])
async def test_a_full_disk_ends_a_write_wherever_it_is(
    blobs: ObjectBlobStore, tmp_path: Path, count: int
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MIB, hard))
    try:
        async with asyncio.timeout(20):
            with pytest.raises(BlobStoreFullError):
                await blobs.put(KEY, mebibytes(count))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files_in(tmp_path) == []


async def test_a_write_cancelled_at_any_moment_leaves_all_or_nothing(
    blobs: ObjectBlobStore, tmp_path: Path
) -> None:
    for turns in range(60):
        writing = asyncio.create_task(blobs.put(KEY, mebibytes(1)))
        for _ in range(turns):
            await asyncio.sleep(0)
        writing.cancel()
        (outcome,) = await asyncio.gather(writing, return_exceptions=True)
        assert [path.name for path in files_in(tmp_path)] == ([] if outcome else ["0123"]), turns
        await blobs.delete(KEY)


async def test_a_write_cancelled_while_it_is_made_durable_leaves_nothing(
    blobs: ObjectBlobStore, tmp_path: Path
) -> None:
    writing = asyncio.create_task(blobs.put(KEY, mebibytes(1)))
    async with asyncio.timeout(20):
        # The final name appears when obstore is done; the rest of `put` runs when this test lets it.
        while [path.name for path in files_in(tmp_path)] != ["0123"]:  # noqa: ASYNC110  # it is on disk
            await asyncio.sleep(0)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    if writing.cancelled():
        assert files_in(tmp_path) == []


async def test_what_writers_left_that_died_is_removed_when_it_is_old(
    blobs: ObjectBlobStore, tmp_path: Path
) -> None:
    await blobs.put(KEY, mebibytes(1))
    folder = (tmp_path / "store" / KEY).parent
    for name in ("old#1", "old#22", "young#1", "not-half"):
        (folder / name).write_bytes(b"x")
    now = datetime.now(UTC)
    for name in ("old#1", "old#22", "not-half"):
        os.utime(folder / name, (0, (now - timedelta(hours=2)).timestamp()))
    assert await blobs.delete_unfinished(now - timedelta(hours=1)) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["0123", "not-half", "young#1"]


async def test_a_writer_that_finishes_while_leftovers_are_looked_for_is_no_outage(
    blobs: ObjectBlobStore, tmp_path: Path
) -> None:
    await blobs.put(KEY, mebibytes(1))
    # As the listing still has the name, and nothing is there any more.
    ((tmp_path / "store" / KEY).parent / "done#1").symlink_to("nowhere")
    assert await blobs.delete_unfinished(datetime.now(UTC)) == 0


async def test_a_folder_that_is_gone_is_an_outage(blobs: ObjectBlobStore, tmp_path: Path) -> None:
    (tmp_path / "store").rmdir()
    (tmp_path / "store").write_bytes(b"")
    for call in (
        blobs.put(KEY, mebibytes(1)),
        blobs.open(KEY),
        blobs.delete(KEY),
        blobs.check(),
    ):
        with pytest.raises(BlobStoreUnavailableError, match=r"^the blob store is not available$"):
            await call


async def test_a_key_cannot_leave_the_folder(blobs: ObjectBlobStore) -> None:
    with pytest.raises((UnknownBlobError, ValueError)):
        await blobs.open("../../etc/passwd")


@pytest.mark.parametrize(
    "url", ["", "/folder", "file://host/folder", "file:folder", "ftp://x", "s3://", "s3:///x"]
)
def test_a_url_that_names_no_store_is_refused(url: str) -> None:
    with pytest.raises(StoreUrlError, match="is none of"):
        open_blob_store(url)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUrlError, match=r"cannot open the blob store file://.*Not a directory"):
        open_blob_store((tmp_path / "file" / "store").as_uri())


async def test_a_store_that_does_not_answer_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    with pytest.raises(StoreUrlError, match="s3://bucket/files cannot be read and written"):
        await open_working_store("s3://bucket/files")
