"""Every UnitOfWork adapter, and the reader beside it, keep these promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from files_service.domain.errors import UnknownFileError, UploadAbandonedError
from files_service.domain.file import File, FileId, FileState
from files_service.domain.idempotency import KeyRecord, RequestKey
from files_testing.records import Records
from files_testing.world import FileMaker
from fixline_testing.clock import SteppingClock

SECOND = timedelta(seconds=1)


async def add(records: Records, *files: File) -> None:
    async with records.unit_of_work() as uow:
        for file in files:
            await uow.files.add(file)
        await uow.commit()


def content_of(file: File) -> dict[str, object]:
    return {name: getattr(file, name) for name in file.__slots__}


async def test_a_committed_record_can_be_read_back_whole(records: Records, a_file: FileMaker) -> None:
    for file in (a_file(), a_file(ticket=42, uploader=None)):
        await add(records, file)
        assert content_of(await records.reader.get(file.id)) == content_of(file)
        async with records.unit_of_work() as uow:
            assert content_of((await uow.files.lock([file.id]))[0]) == content_of(file)


async def test_leaving_without_commit_forgets(records: Records, a_file: FileMaker) -> None:
    file, key = a_file(), RequestKey.of("bot", uuid4())
    async with records.unit_of_work() as uow:
        await uow.files.add(file)
        await uow.keys.claim(key, file_id=file.id, now=file.uploaded_at)
    with pytest.raises(UnknownFileError):
        await records.reader.get(file.id)
    async with records.unit_of_work() as uow:
        assert await uow.keys.find(key) is None


async def test_a_pending_record_is_nobodys_to_see(records: Records, a_file: FileMaker) -> None:
    file = a_file(ready=False, ticket=42)
    await add(records, file)
    with pytest.raises(UnknownFileError):
        await records.reader.get(file.id)
    assert (await records.reader.list_of_ticket(42, after=0, limit=10)).files == []
    async with records.unit_of_work() as uow:
        with pytest.raises(UnknownFileError):
            await uow.files.lock([file.id])


async def test_a_change_without_save_is_lost_and_with_save_is_kept(
    records: Records, a_file: FileMaker
) -> None:
    file = a_file()
    await add(records, file)
    async with records.unit_of_work() as uow:
        (await uow.files.lock([file.id]))[0].attach(42, actor=None)
        await uow.commit()
    assert (await records.reader.get(file.id)).ticket is None
    async with records.unit_of_work() as uow:
        (mine,) = await uow.files.lock([file.id])
        mine.attach(42, actor=None)
        await uow.files.save(mine)
        await uow.commit()
    assert (await records.reader.get(file.id)).ticket == 42


async def test_what_was_removed_cannot_be_saved(records: Records, a_file: FileMaker) -> None:
    async with records.unit_of_work() as uow:
        with pytest.raises(UploadAbandonedError):
            await uow.files.save(a_file())


async def test_records_are_locked_in_the_order_asked_for(records: Records, a_file: FileMaker) -> None:
    files = [a_file() for _ in range(3)]
    await add(records, *files)
    async with records.unit_of_work() as uow:
        wanted = [files[2].id, files[0].id]
        assert [file.id for file in await uow.files.lock(wanted)] == wanted
    missing = a_file()
    async with records.unit_of_work() as uow:
        with pytest.raises(UnknownFileError) as caught:
            await uow.files.lock([files[0].id, missing.id])
    assert caught.value.facts() == {"file": f"files/{missing.id}"}


async def test_two_units_change_one_record_one_after_the_other(records: Records, a_file: FileMaker) -> None:
    file = a_file()
    await add(records, file)
    seen = []

    async def attach() -> None:
        async with records.unit_of_work() as uow:
            (mine,) = await uow.files.lock([file.id])
            seen.append(mine.ticket)
            mine.attach(42, actor=None)
            await uow.files.save(mine)
            await uow.commit()

    await asyncio.gather(attach(), attach())
    assert seen == [None, 42]


async def test_only_a_pending_record_can_be_given_up(records: Records, a_file: FileMaker) -> None:
    pending, ready, never_added = a_file(ready=False), a_file(), a_file()
    await add(records, pending, ready)
    async with records.unit_of_work() as uow:
        assert await uow.files.delete_pending(pending.id) is True
        assert await uow.files.delete_pending(ready.id) is False
        assert await uow.files.delete_pending(never_added.id) is True
        await uow.commit()
    assert await records.reader.named_blobs([pending.blob_key, ready.blob_key, never_added.blob_key]) == {
        ready.blob_key
    }


async def test_old_pending_records_are_removed_up_to_a_limit(
    records: Records, a_file: FileMaker, clock: SteppingClock
) -> None:
    old, ready = [a_file(ready=False) for _ in range(3)], a_file()
    clock.advance(SECOND)
    young = a_file(ready=False)
    await add(records, *old, ready, young)
    async with records.unit_of_work() as uow:
        first = await uow.files.delete_pending_since(clock.now(), limit=2)
        second = await uow.files.delete_pending_since(clock.now(), limit=2)
        await uow.commit()
    assert (len(first), len(second)) == (2, 1)
    assert {*first, *second} == {file.blob_key for file in old}
    assert await records.reader.named_blobs([young.blob_key, ready.blob_key]) == {
        young.blob_key,
        ready.blob_key,
    }


async def test_old_unattached_records_are_removed_up_to_a_limit(
    records: Records, a_file: FileMaker, clock: SteppingClock
) -> None:
    old, pending, attached = [a_file() for _ in range(3)], a_file(ready=False), a_file(ticket=42)
    clock.advance(SECOND)
    young = a_file()
    await add(records, *old, pending, attached, young)
    async with records.unit_of_work() as uow:
        first = await uow.files.delete_unattached_since(clock.now(), limit=2)
        second = await uow.files.delete_unattached_since(clock.now(), limit=2)
        await uow.commit()
    assert (len(first), len(second)) == (2, 1)
    assert {*first, *second} == {file.blob_key for file in old}
    left = [file.blob_key for file in (pending, attached, young)]
    assert await records.reader.named_blobs(left) == set(left)


async def test_a_tickets_files_are_listed_page_by_page_oldest_first(
    records: Records, a_file: FileMaker
) -> None:
    files = [a_file(ticket=42) for _ in range(5)]
    await add(records, *files[:2], a_file(ticket=43), a_file(), *files[2:])
    pages: list[list[FileId]] = []
    after: int | None = 0
    while after is not None:
        page = await records.reader.list_of_ticket(42, after=after, limit=2)
        pages.append([file.id for file in page.files])
        after = page.next_position
    ids = [file.id for file in files]
    assert pages == [ids[:2], ids[2:4], ids[4:]]
    assert (await records.reader.list_of_ticket(42, after=0, limit=5)).next_position is None


async def test_internal_files_are_listed_where_they_are_asked_for(
    records: Records, a_file: FileMaker
) -> None:
    files = [a_file(ticket=42) for _ in range(4)]
    for file in files[::2]:
        file.description = replace(file.description, internal=True)
    await add(records, *files)
    ids = [file.id for file in files]
    for internal, wanted in ((False, ids[1::2]), (True, ids)):
        page = await records.reader.list_of_ticket(42, after=0, limit=9, internal=internal)
        assert [file.id for file in page.files] == wanted
    page = await records.reader.list_of_ticket(42, after=0, limit=1)
    assert ([file.id for file in page.files], page.next_position is None) == (ids[1:2], False)
    assert (await records.reader.get(files[0].id)).description.internal


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


async def test_a_record_keeps_its_state(records: Records, a_file: FileMaker) -> None:
    file = a_file(ready=False)
    await add(records, file)
    file.complete(a_file().stored, now=file.uploaded_at)
    async with records.unit_of_work() as uow:
        await uow.files.save(file)
        await uow.commit()
    assert (await records.reader.get(file.id)).state is FileState.READY


async def test_what_somebody_uploaded_is_found_and_removed(records: Records, a_file: FileMaker) -> None:
    mine = [a_file(uploader=7, ticket=42), a_file(uploader=7), a_file(uploader=7, ready=False)]
    others = [a_file(uploader=70), a_file(uploader=None)]
    await add(records, *mine, *others)
    total = await records.reader.total_of(7)
    assert (total.files, total.size_bytes) == (3, sum(file.stored.size_bytes for file in mine[:2]))
    async with records.unit_of_work() as uow:
        assert len(await uow.files.lock_blobs_of(7, limit=2)) == 2
        keys = await uow.files.lock_blobs_of(7, limit=9)
        assert sorted(keys) == sorted(file.blob_key for file in mine)
        await uow.files.remove(keys)
        await uow.commit()
    assert (await records.reader.total_of(7)).files == 0
    for file in others:
        assert (await records.reader.get(file.id)).id == file.id


async def test_what_belongs_to_tickets_is_found_and_removed(records: Records, a_file: FileMaker) -> None:
    theirs = [a_file(uploader=7, ticket=42), a_file(uploader=8, ticket=43), a_file(ticket=42, ready=False)]
    others = [a_file(ticket=44), a_file()]
    await add(records, *theirs, *others)
    total = await records.reader.total_on((42, 43))
    assert (total.files, total.size_bytes) == (3, sum(file.stored.size_bytes for file in theirs[:2]))
    async with records.unit_of_work() as uow:
        assert len(await uow.files.lock_blobs_on((42, 43), limit=2)) == 2
        keys = await uow.files.lock_blobs_on((42, 43), limit=9)
        assert sorted(keys) == sorted(file.blob_key for file in theirs)
        await uow.files.remove(keys)
        await uow.commit()
    assert (await records.reader.total_on((42, 43))).files == 0
    for file in others:
        assert (await records.reader.get(file.id)).id == file.id
