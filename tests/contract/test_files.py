"""What the bot counts on when it stores attachments."""

from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

import pytest

from bot_service.application.errors import NotFoundError, RefusedError, UnavailableError
from bot_service.application.views.files import FileView
from bot_service.domain.files.attachment import Attachment, AttachmentKind, TelegramKind
from bot_service.domain.files.file_name import stored_file_name

from .gateways import Gateways

PHOTO = Attachment(file_id="telegram-1", kind=AttachmentKind.PHOTO, file_name="photo-5.jpg", size_bytes=None)
DATA = b"\xff\xd8\xff\xe0" + b"picture" * 300_000
"""More than two chunks of the wire."""


async def pieces(*data: bytes) -> AsyncIterator[bytes]:
    for piece in data:
        yield piece


async def broken() -> AsyncIterator[bytes]:
    yield DATA
    raise UnavailableError("the line broke")


async def test_what_was_uploaded_is_known_by_its_bytes(gateways: Gateways) -> None:
    ann = await gateways.person()
    file = await gateways.files.upload(PHOTO, pieces(DATA, b"!"), acting=ann.name, request_id=uuid4())
    assert file.name.startswith("files/")
    assert (file.kind, file.file_name, file.telegram_file_id) == ("photo", "photo-5.jpg", "telegram-1")
    assert file.uploader == ann.name
    assert (file.size_bytes, file.sha256) == (len(DATA) + 1, sha256(DATA + b"!").hexdigest())


@pytest.mark.parametrize("kind", TelegramKind)
async def test_as_what_telegram_sent_it_is_remembered(gateways: Gateways, kind: TelegramKind) -> None:
    ann, request_id = await gateways.person(), uuid4()
    sent = replace(PHOTO, telegram_kind=kind)
    stored = await gateways.files.upload(sent, pieces(DATA), ticket=3, acting=ann.name, request_id=request_id)
    assert stored.telegram_kind is kind
    assert list(await gateways.files.list(3, limit=5)) == [stored]


@pytest.mark.parametrize(
    "raw",
    [
        "plan.pdf",
        "\u202egpj.exe",
        "../a\\b",
        "a\nb\x00\u0085.txt",
        "...",
        " . ",
        "x" * 300,
        "\u2028",
        " \u200e",
    ],
)
async def test_a_file_is_shown_under_the_name_that_is_stored(gateways: Gateways, raw: str) -> None:
    ann = await gateways.person()
    shown = stored_file_name(raw, "document-1.bin")
    named = replace(PHOTO, file_name=shown)
    file = await gateways.files.upload(named, pieces(DATA), acting=ann.name, request_id=uuid4())
    assert file.file_name == shown


async def test_bytes_of_another_size_are_refused_and_may_be_sent_again(gateways: Gateways) -> None:
    ann = await gateways.person()
    request_id = uuid4()

    async def upload(size_bytes: int) -> FileView:
        return await gateways.files.upload(
            PHOTO, pieces(DATA), size_bytes=size_bytes, acting=ann.name, request_id=request_id
        )

    for wrong in (len(DATA) - 1, len(DATA) + 1):
        with pytest.raises(RefusedError) as caught:
            await upload(wrong)
        assert caught.value.reason == "SIZE_MISMATCH"
    assert (await upload(len(DATA))).size_bytes == len(DATA)


async def test_an_upload_may_be_repeated(gateways: Gateways) -> None:
    ann, request_id = await gateways.person(), uuid4()
    first = await gateways.files.upload(PHOTO, pieces(DATA), ticket=3, acting=ann.name, request_id=request_id)
    again = await gateways.files.upload(PHOTO, pieces(DATA), ticket=3, acting=ann.name, request_id=request_id)
    assert again == first
    assert list(await gateways.files.list(3, limit=5)) == [first]


async def test_a_request_id_stores_one_file_only(gateways: Gateways) -> None:
    ann, request_id = await gateways.person(), uuid4()
    await gateways.files.upload(PHOTO, pieces(DATA), acting=ann.name, request_id=request_id)
    other = replace(PHOTO, file_name="photo-6.jpg")
    with pytest.raises(RefusedError) as caught:
        await gateways.files.upload(other, pieces(DATA), acting=ann.name, request_id=request_id)
    assert caught.value.reason == "IDEMPOTENCY_KEY_REUSED"


async def test_a_broken_source_stores_nothing_and_may_be_tried_again(gateways: Gateways) -> None:
    ann, request_id = await gateways.person(), uuid4()
    with pytest.raises(UnavailableError, match="the line broke"):
        await gateways.files.upload(PHOTO, broken(), ticket=3, acting=ann.name, request_id=request_id)
    assert list(await gateways.files.list(3, limit=5)) == []
    stored = await gateways.files.upload(
        PHOTO, pieces(DATA), ticket=3, acting=ann.name, request_id=request_id
    )
    assert list(await gateways.files.list(3, limit=5)) == [stored]


async def test_an_empty_file_is_refused(gateways: Gateways) -> None:
    ann = await gateways.person()
    with pytest.raises(RefusedError) as caught:
        await gateways.files.upload(PHOTO, pieces(), acting=ann.name, request_id=uuid4())
    assert caught.value.reason == "FILE_EMPTY"


async def test_a_file_over_20_mib_is_refused(gateways: Gateways) -> None:
    ann = await gateways.person()
    chunk = b"x" * 1_048_576
    with pytest.raises(RefusedError) as caught:
        await gateways.files.upload(PHOTO, pieces(*[chunk] * 20, b"x"), acting=ann.name, request_id=uuid4())
    assert caught.value.reason == "FILE_TOO_LARGE"


async def test_attaching_gives_files_to_one_ticket_for_good(gateways: Gateways) -> None:
    ann, request_id = await gateways.person(), uuid4()
    files = [
        await gateways.files.upload(PHOTO, pieces(data), acting=ann.name, request_id=uuid4())
        for data in (b"one", b"two")
    ]
    names = [file.name for file in files]
    for _ in range(2):
        await gateways.files.attach(3, names, acting=ann.name, request_id=request_id)
    assert list(await gateways.files.list(3, limit=5)) == files
    assert list(await gateways.files.list(3, limit=1)) == files[:1]
    assert list(await gateways.files.list(3, start=1, limit=5)) == files[1:]
    assert list(await gateways.files.list(4, limit=5)) == []
    with pytest.raises(RefusedError) as caught:
        await gateways.files.attach(4, names, acting=ann.name, request_id=uuid4())
    assert caught.value.reason == "FILE_ATTACHED_ELSEWHERE"
    with pytest.raises(NotFoundError):
        await gateways.files.attach(3, [f"files/{uuid4()}"], acting=ann.name, request_id=uuid4())


async def test_files_of_notes_are_listed_for_those_who_ask_for_them(gateways: Gateways) -> None:
    bob = await gateways.agent()
    stored = [
        await gateways.files.upload(
            PHOTO, pieces(DATA), internal=internal, acting=bob.name, request_id=uuid4()
        )
        for internal in (True, False, True)
    ]
    assert [file.internal for file in stored] == [True, False, True]
    names = [file.name for file in stored]
    await gateways.files.attach(9, names, acting=bob.name, request_id=uuid4())
    assert [file.name for file in await gateways.files.list(9, limit=9)] == names[1:2]
    assert [file.name for file in await gateways.files.list(9, limit=9, internal=True)] == names
    assert [file.name for file in await gateways.files.list(9, limit=1, start=1, internal=True)] == names[1:2]
