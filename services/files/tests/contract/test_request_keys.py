"""Keys of requests, on every set of adapters."""

import asyncio
from uuid import uuid4

import pytest

from files_service.domain.idempotency import KeyRecord, RequestKey
from files_testing.records import Records
from files_testing.world import FileMaker
from fixline_testing.clock import SteppingClock

from .storing import SECOND, add


async def test_no_keys_name_no_blobs(records: Records) -> None:
    assert await records.reader.named_blobs([]) == frozenset()


async def test_a_key_belongs_to_who_claimed_it_first(
    records: Records, a_file: FileMaker, clock: SteppingClock
) -> None:
    file, request_id = a_file(), uuid4()
    await add(records, file)
    key = RequestKey.of("bot", request_id, "UploadFile")
    async with records.unit_of_work() as uow:
        assert await uow.keys.claim(key, file_id=file.id, now=clock.now()) is None
        await uow.commit()
    async with records.unit_of_work() as uow:
        done = KeyRecord(fingerprint=key.fingerprint, file_id=file.id)
        other = RequestKey.of("bot", request_id, "AttachFiles")
        assert await uow.keys.claim(other, file_id=None, now=clock.now()) == done
        assert await uow.keys.find(key) == done
        foreign = RequestKey.of("web", request_id, "AttachFiles")
        assert await uow.keys.claim(foreign, file_id=None, now=clock.now()) is None
        await uow.commit()


@pytest.mark.parametrize("first_commits", [True, False])
async def test_two_units_that_claim_one_key_take_turns(
    records: Records, clock: SteppingClock, first_commits: bool
) -> None:
    key, claimed, go_on = RequestKey.of("bot", uuid4()), asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with records.unit_of_work() as uow:
            await uow.keys.claim(key, file_id=None, now=clock.now())
            claimed.set()
            await go_on.wait()
            if first_commits:
                await uow.commit()

    async def second() -> KeyRecord | None:
        await claimed.wait()
        go_on.set()
        async with records.unit_of_work() as uow:
            return await uow.keys.claim(key, file_id=None, now=clock.now())

    _, found = await asyncio.gather(first(), second())
    assert (found is not None) is first_commits


async def test_a_key_goes_with_its_file_and_with_age(
    records: Records, a_file: FileMaker, clock: SteppingClock
) -> None:
    file = a_file()
    await add(records, file)
    with_file, old, young = (RequestKey.of("bot", uuid4()) for _ in range(3))
    async with records.unit_of_work() as uow:
        await uow.keys.claim(with_file, file_id=file.id, now=clock.now() + SECOND)
        await uow.keys.claim(old, file_id=None, now=clock.now())
        await uow.keys.claim(young, file_id=None, now=clock.now() + SECOND)
        await uow.commit()
    async with records.unit_of_work() as uow:
        assert await uow.files.delete_unattached_since(clock.now() + SECOND, limit=1) == [file.blob_key]
        assert await uow.keys.forget(clock.now() + SECOND) == 1
        await uow.commit()
    async with records.unit_of_work() as uow:
        assert [await uow.keys.find(key) is None for key in (with_file, old, young)] == [True, True, False]
