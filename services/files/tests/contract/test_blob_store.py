"""Every BlobStore adapter keeps these promises."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from files_service.application.ports.blob_store import BlobStore, UnknownBlobError
from files_testing.world import chunks

KEY = "2026/01/05/0123456789abcdef"
MIB = 1024 * 1024


async def everything(chunks: AsyncIterator[bytes]) -> list[bytes]:
    return [chunk async for chunk in chunks]


async def keys_in(blobs: BlobStore) -> list[str]:
    return sorted([blob.key async for page in blobs.list() for blob in page])


async def test_bytes_come_back_as_they_went_in(blobs: BlobStore) -> None:
    parts = [bytes([number]) * MIB for number in range(12)] + [b"rest"]
    await blobs.put(KEY, chunks(*parts))
    read = await everything(await blobs.open(KEY))
    assert b"".join(read) == b"".join(parts)
    assert all(1 <= len(chunk) <= MIB for chunk in read)
    assert all(type(chunk) is bytes for chunk in read)


async def test_a_missing_blob_cannot_be_opened(blobs: BlobStore) -> None:
    with pytest.raises(UnknownBlobError):
        await blobs.open(KEY)


async def test_a_blob_is_listed_with_its_age(blobs: BlobStore) -> None:
    assert await keys_in(blobs) == []
    before = datetime.now(UTC) - timedelta(seconds=2)
    await blobs.put(KEY, chunks(b"one"))
    await blobs.put("2026/01/06/ffff", chunks(b"two"))
    assert await keys_in(blobs) == [KEY, "2026/01/06/ffff"]
    ages = [blob.modified_at async for page in blobs.list() for blob in page]
    assert all(before < age < datetime.now(UTC) + timedelta(seconds=2) for age in ages)


async def test_a_deleted_blob_is_gone_and_may_be_deleted_again(blobs: BlobStore) -> None:
    await blobs.put(KEY, chunks(b"bytes"))
    await blobs.delete(KEY)
    await blobs.delete(KEY)
    assert await keys_in(blobs) == []


class SourceFailedError(Exception):
    pass


@pytest.mark.parametrize("sent_mebibytes", [0, 1, 12])
async def test_a_source_that_fails_leaves_nothing(blobs: BlobStore, sent_mebibytes: int) -> None:
    async def failing() -> AsyncIterator[bytes]:
        for _ in range(sent_mebibytes):
            yield b"x" * MIB
        raise SourceFailedError

    with pytest.raises(SourceFailedError):
        await blobs.put(KEY, failing())
    assert await keys_in(blobs) == []
    assert await blobs.delete_unfinished(datetime.now(UTC) + timedelta(days=1)) == 0


@pytest.mark.parametrize("sent_mebibytes", [0, 1, 12])
async def test_a_cancelled_write_leaves_nothing(blobs: BlobStore, sent_mebibytes: int) -> None:
    reached = asyncio.Event()

    async def stuck() -> AsyncIterator[bytes]:
        for _ in range(sent_mebibytes):
            yield b"x" * MIB
        reached.set()
        await asyncio.Event().wait()

    writing = asyncio.create_task(blobs.put(KEY, stuck()))
    await reached.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert await keys_in(blobs) == []
    assert await blobs.delete_unfinished(datetime.now(UTC) + timedelta(days=1)) == 0


async def test_writes_at_the_same_time_do_not_mix(blobs: BlobStore) -> None:
    contents = {f"2026/01/05/{number:04}": bytes([number]) * MIB for number in range(8)}
    await asyncio.gather(*(blobs.put(key, chunks(content, content)) for key, content in contents.items()))
    for key, content in contents.items():
        assert b"".join(await everything(await blobs.open(key))) == content * 2


async def test_a_working_store_passes_its_check_and_stays_clean(blobs: BlobStore) -> None:
    await blobs.check()
    assert await keys_in(blobs) == []
