"""Who asks to be forgotten leaves neither records nor bytes, also where a try was cut short."""

import pytest

from files_service.application.commands.delete_blobs import MOST_STUCK
from files_service.application.commands.forget_uploader import ForgetUploader
from files_service.application.commands.remove_files import BATCH
from files_service.application.ports.blob_store import BlobStoreUnavailableError
from files_service.application.ports.file_reader import FileTotal
from files_testing.world import World, chunks, upload_command

NOTHING = FileTotal(files=0, size_bytes=0)


async def test_all_of_theirs_goes_and_nothing_else(world: World) -> None:
    for number in range(BATCH + 1):
        await world.use_cases.upload_file(
            upload_command(uploader=7, ticket=number % 2 or None), chunks(b"abc")
        )
    kept = await world.use_cases.upload_file(upload_command(uploader=70, ticket=1), chunks(b"d"))
    forget = world.use_cases.forget_uploader
    there = FileTotal(files=BATCH + 1, size_bytes=3 * (BATCH + 1))
    assert await forget(ForgetUploader(uploader=7, validate_only=True)) == there
    assert len(await world.blob_keys()) == BATCH + 2
    assert await forget(ForgetUploader(uploader=7)) == there
    assert await world.blob_keys() == [kept.blob_key]
    assert await forget(ForgetUploader(uploader=7)) == NOTHING


async def test_what_an_outage_left_the_next_try_finds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(MOST_STUCK + 3):
        await world.use_cases.upload_file(upload_command(uploader=7), chunks(b"abc"))
    delete, tries = world.blobs.delete, []

    async def ends_after_the_first(key: str) -> None:
        tries.append(key)
        if len(tries) > 1:
            raise BlobStoreUnavailableError("gone")
        await delete(key)

    monkeypatch.setattr(world.blobs, "delete", ends_after_the_first)
    with pytest.raises(BlobStoreUnavailableError):
        await world.use_cases.forget_uploader(ForgetUploader(uploader=7))
    assert len(tries) == 1 + MOST_STUCK + 1, "it is not asked for each of them"
    monkeypatch.undo()
    assert len(await world.blob_keys()) == MOST_STUCK + 2
    assert (await world.use_cases.forget_uploader(ForgetUploader(uploader=7))).files == MOST_STUCK + 3
    assert await world.blob_keys() == []
