import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from files_service.domain import errors
from files_service.domain.content import MAX_CHUNK_BYTES
from files_service.domain.file import File, FileState
from files_testing.world import World, chunks, upload_command


async def unread() -> AsyncIterator[bytes]:
    yield b""
    pytest.fail("the bytes of a repeated upload must stay unread")


async def test_a_file_is_stored_with_what_its_bytes_say(world: World) -> None:
    command = upload_command()
    file = await world.use_cases.upload_file(command, chunks(b"\xff\xd8\xff", b"rest"))
    digest = hashlib.sha256(b"\xff\xd8\xffrest").hexdigest()
    assert (file.state, file.uploaded_at) == (FileState.READY, world.clock.now())
    assert (file.stored.size_bytes, file.stored.sha256, file.stored.content_type) == (7, digest, "image/jpeg")
    assert file.description == command.description
    assert await world.blob_keys() == [file.blob_key]


async def test_nothing_can_be_seen_before_the_last_byte(world: World) -> None:
    pending_while_streaming: list[File] = []

    async def watched() -> AsyncIterator[bytes]:
        yield b"first"
        pending_while_streaming.extend(world.database.snapshot().files.values())
        yield b"last"

    file = await world.use_cases.upload_file(upload_command(), watched())
    assert [(seen.id, seen.state) for seen in pending_while_streaming] == [(file.id, FileState.PENDING)]


async def test_a_repeated_upload_gets_the_stored_record(world: World) -> None:
    command = upload_command()
    file = await world.use_cases.upload_file(command, chunks(b"bytes"))
    again = await world.use_cases.upload_file(command, unread())
    assert again.id == file.id
    assert await world.blob_keys() == [file.blob_key]


async def test_one_key_for_two_requests_is_refused(world: World) -> None:
    request_id = uuid4()
    await world.use_cases.upload_file(upload_command(request_id=request_id), chunks(b"bytes"))
    for other in (
        upload_command(request_id=request_id, name="other.jpg"),
        upload_command(request_id=request_id, uploader=8),
        upload_command(request_id=request_id, ticket=42),
        upload_command(request_id=request_id, expected_sha256="0" * 64),
    ):
        with pytest.raises(errors.KeyReusedError):
            await world.use_cases.upload_file(other, unread())
    assert len(await world.blob_keys()) == 1


@pytest.mark.parametrize("first", [True, False])
async def test_one_key_for_other_eyes_is_refused(world: World, first: bool) -> None:
    """Whoever forgot to say that a file came with a note must not think that it is one now."""
    command = upload_command()
    internal, public = (
        replace(command, description=replace(command.description, internal=each)) for each in (True, False)
    )
    before, after = (internal, public) if first else (public, internal)
    file = await world.use_cases.upload_file(before, chunks(b"bytes"))
    with pytest.raises(errors.KeyReusedError):
        await world.use_cases.upload_file(after, unread())
    assert (await world.use_cases.upload_file(before, unread())).id == file.id


async def test_one_key_of_two_callers_is_two_keys(world: World) -> None:
    request_id = uuid4()
    mine = await world.use_cases.upload_file(upload_command(request_id=request_id), chunks(b"a"))
    theirs = await world.use_cases.upload_file(
        upload_command(request_id=request_id, caller="web"), chunks(b"b")
    )
    assert mine.id != theirs.id


@pytest.mark.parametrize("same_request", [True, False])
async def test_of_two_uploads_at_once_with_one_key_one_remains(world: World, same_request: bool) -> None:
    first = upload_command()
    second = (
        first
        if same_request
        else replace(first, description=replace(first.description, telegram_file_id="BQ"))
    )
    both_streaming = asyncio.Barrier(2)

    async def chunks() -> AsyncIterator[bytes]:
        await both_streaming.wait()
        yield b"bytes"

    answers = await asyncio.gather(
        *(world.use_cases.upload_file(command, chunks()) for command in (first, second)),
        return_exceptions=True,
    )
    stored = world.database.snapshot().files
    assert await world.blob_keys() == [file.blob_key for file in stored.values()]
    assert len(stored) == 1
    if same_request:
        assert {file.id for file in answers if isinstance(file, File)} == set(stored)
        assert not any(isinstance(answer, BaseException) for answer in answers)
    else:
        assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [
            errors.KeyReusedError
        ]


@pytest.mark.parametrize(
    ("parts", "sha256", "error"),
    [
        ((), "", errors.EmptyFileError),
        ((b"this",), "0" * 64, errors.ChecksumMismatchError),
        ((b"x" * MAX_CHUNK_BYTES,) * 21, "", errors.FileTooLargeError),
    ],
)
async def test_a_refused_upload_leaves_nothing_and_its_key_free(
    world: World,
    parts: tuple[bytes, ...],
    sha256: str,
    error: type[Exception],
) -> None:
    command = upload_command(expected_sha256=sha256)
    with pytest.raises(error):
        await world.use_cases.upload_file(command, chunks(*parts))
    assert (world.database.snapshot().files, await world.blob_keys()) == ({}, [])
    retried = replace(command, expected_sha256="")
    assert (await world.use_cases.upload_file(retried, chunks(b"better"))).stored.size_bytes == 6


async def test_a_slow_upload_is_ended(world: World) -> None:
    async def stuck() -> AsyncIterator[bytes]:
        yield b"first"
        await asyncio.Event().wait()

    handler = replace(world.use_cases.upload_file, time_limit=timedelta(milliseconds=20))
    with pytest.raises(errors.UploadTooSlowError):
        await handler(upload_command(), stuck())
    assert (world.database.snapshot().files, await world.blob_keys()) == ({}, [])


async def test_somebody_elses_timeout_is_not_taken_for_slowness(world: World) -> None:
    async def failing() -> AsyncIterator[bytes]:
        yield b"first"
        raise TimeoutError("of the source")

    with pytest.raises(TimeoutError, match="of the source"):
        await world.use_cases.upload_file(upload_command(), failing())


async def test_an_upload_that_the_sweeper_gave_up_fails_and_leaves_nothing(world: World) -> None:
    async def stands_still() -> AsyncIterator[bytes]:
        yield b"first"
        world.clock.advance(timedelta(hours=2))
        await world.use_cases.sweep_orphans()
        yield b"last"

    with pytest.raises(errors.UploadAbandonedError):
        await world.use_cases.upload_file(upload_command(), stands_still())
    assert (world.database.snapshot().files, await world.blob_keys()) == ({}, [])
