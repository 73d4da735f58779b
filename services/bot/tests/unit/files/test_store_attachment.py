"""Carrying an attachment from Telegram to the files service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import NoReturn

import pytest

from bot_service.adapters.outbound.memory.files.files import MemoryFiles, MemoryTelegramFiles
from bot_service.application.commands.files.store_attachment import StoreAttachment, UnusableAttachmentError
from bot_service.application.errors import GatewayError, InvalidFieldsError, RefusedError
from bot_service.application.ports.files.telegram_files import Download
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.files.attachment import MAX_BYTES, Attachment, AttachmentKind
from bot_service.domain.people.person import Person, Role

ANN = Person(name="users/1", telegram_id=7, display_name="Ann", role=Role.USER, language="en")
CAUSE = UpdateKey(bot_id=1, update_id=2)


def attachment(file_id: str = "f") -> Attachment:
    return Attachment(file_id=file_id, kind=AttachmentKind.VOICE, file_name="v.ogg", size_bytes=None)


class RefusingFiles(MemoryFiles):
    def __init__(self, error: GatewayError) -> None:
        super().__init__()
        self._error = error

    async def upload(self, *_args: object, **_more: object) -> NoReturn:
        raise self._error


async def test_the_same_cause_stores_once() -> None:
    files = MemoryFiles()
    store = StoreAttachment(files=files, telegram_files=MemoryTelegramFiles({"f": b"x" * 100_000, "g": b"y"}))
    first = await store(attachment(), person=ANN, cause=CAUSE)
    assert await store(attachment(), person=ANN, cause=CAUSE) == first
    other = await store(attachment("g"), person=ANN, cause=CAUSE)
    assert (first.size_bytes, other.size_bytes, files.count) == (100_000, 1, 2)
    assert await files.list(1, limit=5) == []


@pytest.mark.parametrize("contents", [{}, {"f": b""}, {"f": b"x" * (MAX_BYTES + 1)}])
async def test_what_is_gone_empty_or_too_large_is_unusable(contents: dict[str, bytes]) -> None:
    store = StoreAttachment(files=MemoryFiles(), telegram_files=MemoryTelegramFiles(contents))
    with pytest.raises(UnusableAttachmentError) as caught:
        await store(attachment(), person=ANN, cause=CAUSE)
    assert caught.value.attachment == attachment()


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (InvalidFieldsError({"metadata.file.file_name": "too long"}), UnusableAttachmentError),
        (RefusedError("FILE_TOO_LARGE"), UnusableAttachmentError),
        (RefusedError("FILE_ATTACHED_ELSEWHERE"), RefusedError),
    ],
)
async def test_what_the_files_service_refuses(error: GatewayError, raised: type[Exception]) -> None:
    store = StoreAttachment(files=RefusingFiles(error), telegram_files=MemoryTelegramFiles({"f": b"x"}))
    with pytest.raises(raised):
        await store(attachment(), person=ANN, cause=CAUSE)


@pytest.mark.parametrize(("said", "came"), [(None, b"xx"), (None, b"xxxx"), (3, b"xx")])
async def test_the_size_that_the_message_says_counts_where_the_download_says_none(
    said: int | None, came: bytes
) -> None:
    class WithoutSize(MemoryTelegramFiles):
        @asynccontextmanager
        async def open(self, file_id: str) -> AsyncIterator[Download]:
            async with super().open(file_id) as download:
                yield Download(download.content, said)

    files = MemoryFiles()
    store = StoreAttachment(files=files, telegram_files=WithoutSize({"f": came}), pauses=())
    with pytest.raises(UnusableAttachmentError):
        await store(replace(attachment(), size_bytes=3), person=ANN, cause=CAUSE)
    assert files.count == 0
    store = StoreAttachment(files=files, telegram_files=WithoutSize({"f": b"xxx"}), pauses=())
    assert (await store(replace(attachment(), size_bytes=3), person=ANN, cause=CAUSE)).size_bytes == 3
