"""Of tickets that the desk keeps no longer, neither records nor bytes are left, also where a try was cut short."""

import pytest

from files_service.application.commands.delete_blobs import MOST_STUCK
from files_service.application.commands.delete_ticket_files import DeleteTicketFiles
from files_service.application.commands.remove_files import BATCH
from files_service.application.ports.blob_store import BlobStoreUnavailableError
from files_service.application.ports.file_reader import FileTotal
from files_testing.world import World, chunks, upload_command


async def test_all_of_the_tickets_goes_and_nothing_else(world: World) -> None:
    for number in range(BATCH + 1):
        await world.use_cases.upload_file(
            upload_command(uploader=number, ticket=1 + number % 2), chunks(b"abc")
        )
    kept = [
        await world.use_cases.upload_file(upload_command(uploader=7, ticket=ticket), chunks(b"d"))
        for ticket in (3, None)
    ]
    delete = world.use_cases.delete_ticket_files
    there = FileTotal(files=BATCH + 1, size_bytes=3 * (BATCH + 1))
    assert await delete(DeleteTicketFiles(tickets=(1, 2), validate_only=True)) == there
    assert len(await world.blob_keys()) == BATCH + 3
    assert await delete(DeleteTicketFiles(tickets=(1, 2))) == there
    assert sorted(await world.blob_keys()) == sorted(file.blob_key for file in kept)
    assert await delete(DeleteTicketFiles(tickets=(1, 2))) == FileTotal(files=0, size_bytes=0)


async def test_what_an_outage_left_the_next_try_finds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(MOST_STUCK + 3):
        await world.use_cases.upload_file(upload_command(uploader=7, ticket=1), chunks(b"abc"))
    delete, tries = world.blobs.delete, []

    async def ends_after_the_first(key: str) -> None:
        tries.append(key)
        if len(tries) > 1:
            raise BlobStoreUnavailableError("gone")
        await delete(key)

    monkeypatch.setattr(world.blobs, "delete", ends_after_the_first)
    with pytest.raises(BlobStoreUnavailableError):
        await world.use_cases.delete_ticket_files(DeleteTicketFiles(tickets=(1,)))
    assert len(tries) == 1 + MOST_STUCK + 1, "it is not asked for each of them"
    monkeypatch.undo()
    assert len(await world.blob_keys()) == MOST_STUCK + 2
    assert (
        await world.use_cases.delete_ticket_files(DeleteTicketFiles(tickets=(1,)))
    ).files == MOST_STUCK + 3
    assert await world.blob_keys() == []


async def test_what_cannot_be_deleted_keeps_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        await world.use_cases.upload_file(upload_command(uploader=7, ticket=1), chunks(b"abc"))
        for _ in range(2 * BATCH)
    ]
    delete, stuck = world.blobs.delete, {files[0].blob_key, files[BATCH].blob_key}

    async def holds_on(key: str) -> None:
        if key in stuck:
            raise BlobStoreUnavailableError("not this one")
        await delete(key)

    monkeypatch.setattr(world.blobs, "delete", holds_on)
    with pytest.raises(BlobStoreUnavailableError):
        await world.use_cases.delete_ticket_files(DeleteTicketFiles(tickets=(1,)))
    assert set(await world.blob_keys()) == stuck
    monkeypatch.undo()
    assert (await world.use_cases.delete_ticket_files(DeleteTicketFiles(tickets=(1,)))).files == 2
    assert await world.blob_keys() == []
