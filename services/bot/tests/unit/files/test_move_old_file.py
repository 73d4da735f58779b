"""Moving a file of an older system: what becomes of it, and what a crash in between costs."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import NoReturn
from uuid import UUID

import pytest

from bot_service.adapters.outbound.memory.files.files import MemoryFiles, MemoryTelegramFiles
from bot_service.adapters.outbound.memory.files.old_files import MemoryOldFiles
from bot_service.adapters.outbound.memory.people.users import MemoryUsers
from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore
from bot_service.application.commands.files.move_old_file import MoveOldFile
from bot_service.application.errors import GatewayError, RefusedError, UnavailableError
from bot_service.application.ports.files.old_files import FetchOutcome, OldFileState, OldFileView
from bot_service.application.views.files import FileView
from bot_service.domain.files.attachment import MAX_BYTES, Attachment, TelegramKind
from fixline_testing.clock import SteppingClock

LAMP = OldFileView(
    name="oldFiles/70",
    ticket=3,
    telegram_file_id="tg-70",
    telegram_kind=TelegramKind.PHOTO,
    file_name="",
    size_bytes=None,
    uploader="users/7",
    state=OldFileState.WAITING,
)


class CrashedError(Exception):
    """Stands for kill -9."""


class Uploads(MemoryFiles):
    """Remembers for whom something was uploaded, and may fail."""

    def __init__(self) -> None:
        super().__init__()
        self.uploaders: list[str | None] = []
        self.error: GatewayError | None = None

    async def upload(
        self,
        attachment: Attachment,
        content: AsyncIterator[bytes],
        *,
        ticket: int | None = None,
        size_bytes: int | None = None,
        internal: bool = False,
        acting: str | None,
        request_id: UUID,
    ) -> FileView:
        if self.error is not None:
            raise self.error
        self.uploaders.append(acting)
        return await super().upload(
            attachment,
            content,
            ticket=ticket,
            size_bytes=size_bytes,
            internal=internal,
            acting=acting,
            request_id=request_id,
        )


class CrashingOldFiles(MemoryOldFiles):
    async def settle(self, name: str, outcome: FetchOutcome, *, file: str = "") -> NoReturn:
        raise CrashedError(name, outcome, file)


class Scene:
    def __init__(self, contents: dict[str, bytes]) -> None:
        store = MemoryTicketStore(MemoryUsers(()), SteppingClock().now)
        self.files, self.old_files = Uploads(), MemoryOldFiles(store)
        self.crashing = CrashingOldFiles(store)
        self.telegram = MemoryTelegramFiles(contents)

    async def move(self, file: OldFileView = LAMP, *, crash: bool = False) -> FetchOutcome:
        self.old_files.add(file)
        move = MoveOldFile(
            files=self.files,
            telegram_files=self.telegram,
            old_files=self.crashing if crash else self.old_files,
        )
        return await move(file)

    async def waiting(self) -> int:
        return (await self.old_files.due()).waiting


async def test_it_becomes_a_file_like_any_other() -> None:
    scene = Scene({"tg-70": b"picture"})
    assert await scene.move() is FetchOutcome.MOVED
    (stored,) = await scene.files.list(3, limit=5)
    assert (stored.kind, stored.file_name, stored.size_bytes) == ("photo", "photo-70.jpg", 7)
    assert (stored.telegram_file_id, stored.telegram_kind) == ("tg-70", TelegramKind.PHOTO)
    assert (scene.files.uploaders, await scene.waiting()) == (["users/7"], 0)


async def test_one_of_nobody_known_is_the_bots_own() -> None:
    scene = Scene({"tg-70": b"picture"})
    await scene.move(replace(LAMP, uploader="", file_name="a/b.jpg", telegram_kind=TelegramKind.UNKNOWN))
    (stored,) = await scene.files.list(3, limit=5)
    assert (scene.files.uploaders, stored.kind, stored.file_name) == ([None], "document", "a_b.jpg")


@pytest.mark.parametrize(
    ("contents", "outcome"),
    [
        ({}, FetchOutcome.NOT_FOUND),
        ({"tg-70": b""}, FetchOutcome.NOT_FOUND),
        ({"tg-70": b"x" * (MAX_BYTES + 1)}, FetchOutcome.TOO_LARGE),
    ],
)
async def test_what_cannot_be_had(contents: dict[str, bytes], outcome: FetchOutcome) -> None:
    scene = Scene(contents)
    assert await scene.move() is outcome
    assert await scene.files.list(3, limit=5) == []


async def test_killed_before_it_could_tell_it_does_not_store_it_twice() -> None:
    scene = Scene({"tg-70": b"picture"})
    with pytest.raises(CrashedError):
        await scene.move(crash=True)
    assert await scene.waiting() == 1
    # Long enough afterwards that the files service has forgotten the key of the upload.
    assert await scene.move() is FetchOutcome.MOVED
    assert (scene.files.count, len(scene.files.uploaders)) == (1, 1)


@pytest.mark.parametrize("error", [UnavailableError("away"), RefusedError("FILE_ATTACHED_ELSEWHERE")])
async def test_while_a_service_is_away_nothing_is_said_of_it(error: GatewayError) -> None:
    scene = Scene({"tg-70": b"picture"})
    scene.files.error = error
    with pytest.raises(type(error)):
        await scene.move()
    assert await scene.waiting() == 1
    scene.files.error = None
    assert await scene.move() is FetchOutcome.MOVED
