"""Every UnitOfWork adapter, and the reader beside it, keep these promises."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from files_service.domain.errors import UnknownFileError, UploadAbandonedError
from files_service.domain.file import FileId, FileState
from files_service.domain.idempotency import RequestKey
from files_testing.records import Records
from files_testing.world import FileMaker

from .storing import add, content_of


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


async def test_a_record_keeps_its_state(records: Records, a_file: FileMaker) -> None:
    file = a_file(ready=False)
    await add(records, file)
    file.complete(a_file().stored, now=file.uploaded_at)
    async with records.unit_of_work() as uow:
        await uow.files.save(file)
        await uow.commit()
    assert (await records.reader.get(file.id)).state is FileState.READY
