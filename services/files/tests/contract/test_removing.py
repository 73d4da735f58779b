"""Which records are found and removed, on every set of adapters."""

from files_testing.records import Records
from files_testing.world import FileMaker
from fixline_testing.clock import SteppingClock

from .storing import SECOND, add


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
