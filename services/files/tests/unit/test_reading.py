import base64
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, Unpack
from uuid import UUID, uuid4

import pytest

from files_service.application.commands.attach_files import AttachFiles
from files_service.application.queries.get_file import GetFile
from files_service.application.queries.list_files import ListFiles
from files_service.application.queries.page_token import PageToken
from files_service.domain import errors
from files_service.domain.file import File, FileId
from files_testing.world import FileMaker, Upload, World, chunks, upload_command


class Uploading(Protocol):
    def __call__(self, *, content: bytes = b"bytes", **about: Unpack[Upload]) -> Awaitable[File]: ...


@pytest.fixture
def upload(world: World) -> Uploading:
    async def run(*, content: bytes = b"bytes", **about: Unpack[Upload]) -> File:
        return await world.use_cases.upload_file(upload_command(**about), chunks(content))

    return run


async def test_a_file_is_found_by_its_id(world: World, upload: Uploading) -> None:
    file = await upload()
    found = await world.use_cases.get_file(GetFile(file_id=file.id, actor=7))
    assert found.id == file.id


async def test_another_persons_own_file_is_not_found(world: World, upload: Uploading) -> None:
    query = GetFile(file_id=(await upload(uploader=7)).id, actor=8)
    with pytest.raises(errors.UnknownFileError):
        await world.use_cases.get_file(query)
    with pytest.raises(errors.UnknownFileError):
        await world.use_cases.download_file(query)


async def test_an_unknown_file_is_not_found(world: World) -> None:
    with pytest.raises(errors.UnknownFileError):
        await world.use_cases.get_file(GetFile(file_id=FileId(uuid4()), actor=None))


async def test_a_download_holds_the_record_and_the_bytes(world: World, upload: Uploading) -> None:
    file = await upload(content=b"these")
    download = await world.use_cases.download_file(GetFile(file_id=file.id, actor=None))
    assert download.file.id == file.id
    assert [chunk async for chunk in download.chunks] == [b"these"]


async def test_bytes_that_changed_in_the_store_end_with_an_error(world: World, upload: Uploading) -> None:
    file = await upload(content=b"these")
    await world.blobs.put(file.blob_key, chunks(b"those"))
    download = await world.use_cases.download_file(GetFile(file_id=file.id, actor=None))
    with pytest.raises(errors.FileCorruptError):
        _ = [chunk async for chunk in download.chunks]


async def test_bytes_that_vanished_from_the_store_are_an_error(world: World, upload: Uploading) -> None:
    file = await upload()
    await world.blobs.delete(file.blob_key)
    with pytest.raises(errors.FileCorruptError):
        await world.use_cases.download_file(GetFile(file_id=file.id, actor=None))


@pytest.mark.parametrize(("asked", "got"), [(0, 20), (5, 5), (200, 200), (201, 200), (2**31 - 1, 200)])
async def test_page_sizes_have_a_default_and_a_limit(
    world: World, a_file: FileMaker, asked: int, got: int
) -> None:
    async with world.use_cases.upload_file.unit_of_work() as uow:
        for _ in range(210):
            await uow.files.add(a_file(ticket=42))
        await uow.commit()
    page = await world.use_cases.list_files(ListFiles(ticket=42, page_size=asked, page_token=""))
    assert len(page.files) == got
    assert page.next_page_token


async def test_pages_follow_each_other_to_the_end(world: World, upload: Uploading) -> None:
    ids = [(await upload(ticket=42)).id for _ in range(5)]
    query, found = ListFiles(ticket=42, page_size=2, page_token=""), []
    while True:
        page = await world.use_cases.list_files(query)
        found += [file.id for file in page.files]
        if not page.next_page_token:
            break
        query = replace(query, page_token=page.next_page_token)
    assert found == ids


def encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        str(PageToken(43, 1)),
        encoded("files:42:0"),
        encoded("files:42:9223372036854775808"),
        encoded("files:42:-1"),
        encoded("tickets:42:1"),
        encoded("files:42:٣"),
        "not base64!",
        "a",
        "ёж",
    ],
)
async def test_a_token_that_this_list_did_not_give_is_refused(world: World, token: str) -> None:
    with pytest.raises(errors.PageTokenError):
        await world.use_cases.list_files(ListFiles(ticket=42, page_size=0, page_token=token))


def attach(
    *files: File, ticket: int = 42, request_id: UUID | None = None, actor: int | None = 7
) -> AttachFiles:
    return AttachFiles(
        caller="bot",
        request_id=request_id or uuid4(),
        actor=actor,
        ticket=ticket,
        file_ids=tuple(file.id for file in files),
    )


async def test_files_are_attached_together_and_again(world: World, upload: Uploading) -> None:
    first, second = await upload(), await upload()
    command = attach(second, first)
    for _ in range(2):
        files = await world.use_cases.attach_files(command)
        assert [(file.id, file.ticket) for file in files] == [(second.id, 42), (first.id, 42)]
    listed = await world.use_cases.list_files(ListFiles(ticket=42, page_size=0, page_token=""))
    assert [file.id for file in listed.files] == [first.id, second.id]


async def test_when_one_file_cannot_be_attached_none_is(world: World, upload: Uploading) -> None:
    mine, elsewhere = await upload(), await upload(ticket=43)
    with pytest.raises(errors.AttachedElsewhereError):
        await world.use_cases.attach_files(attach(mine, elsewhere))
    with pytest.raises(errors.UnknownFileError):
        await world.use_cases.attach_files(attach(mine, await upload(uploader=8)))
    assert (await world.use_cases.get_file(GetFile(file_id=mine.id, actor=7))).ticket is None


async def test_a_failed_attachment_does_not_use_up_its_key(world: World, upload: Uploading) -> None:
    mine, elsewhere = await upload(), await upload(ticket=43)
    failed = attach(mine, elsewhere)
    with pytest.raises(errors.AttachedElsewhereError):
        await world.use_cases.attach_files(failed)
    assert await world.use_cases.attach_files(replace(failed, file_ids=(mine.id,)))


async def test_one_key_for_two_attachments_is_refused(world: World, upload: Uploading) -> None:
    first, second, request_id = await upload(), await upload(), uuid4()
    await world.use_cases.attach_files(attach(first, request_id=request_id))
    with pytest.raises(errors.KeyReusedError):
        await world.use_cases.attach_files(attach(second, request_id=request_id))


async def test_a_key_of_an_attachment_is_no_key_of_an_upload(world: World, upload: Uploading) -> None:
    request_id = uuid4()
    await world.use_cases.attach_files(attach(await upload(), request_id=request_id))
    with pytest.raises(errors.KeyReusedError):
        await world.use_cases.upload_file(upload_command(request_id=request_id), chunks(b"bytes"))


async def test_a_file_that_was_swept_can_be_uploaded_again(world: World) -> None:
    command = upload_command()
    swept = await world.use_cases.upload_file(command, chunks(b"bytes"))
    world.clock.advance(timedelta(hours=24, seconds=1))
    assert (await world.use_cases.sweep_orphans()).unattached_files == 1
    assert (await world.use_cases.upload_file(command, chunks(b"bytes"))).id != swept.id
