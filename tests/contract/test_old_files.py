"""What the bot counts on when it moves files of an older system."""

import pytest

from bot_service.adapters.outbound.memory.files.files import MemoryTelegramFiles
from bot_service.application.commands.files.move_old_file import MoveOldFile
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.files.old_files import DueOldFiles, FetchOutcome, OldFileState, OldFileView
from bot_service.domain.files.attachment import TelegramKind

from .gateways import Gateways


class CrashedError(Exception):
    """Stands for kill -9."""


class NeverTold:
    """Implements `OldFileGateway` for a bot that is killed before it can tell."""

    async def of_ticket(self, number: int, *, acting: str | None) -> list[OldFileView]:
        raise NotImplementedError(number, acting)

    async def due(self) -> DueOldFiles:
        raise NotImplementedError

    async def settle(self, name: str, outcome: FetchOutcome, *, file: str = "") -> None:
        raise CrashedError(name, outcome, file)


MOVED = "files/00000000-0000-4000-8000-000000000001"


@pytest.mark.parametrize("kind", TelegramKind)
async def test_what_came_with_a_ticket_is_due_until_it_is_settled(
    gateways: Gateways, kind: TelegramKind
) -> None:
    ann = await gateways.person()
    ticket = await gateways.created(ann)
    await gateways.bring(ticket.number, "tg-1", kind, "lamp.jpg")
    due = await gateways.old_files.due()
    (file,) = due.files
    assert due.waiting == 1
    assert (file.ticket, file.telegram_file_id, file.telegram_kind) == (ticket.number, "tg-1", kind)
    assert (file.file_name, file.uploader, file.size_bytes) == ("lamp.jpg", "", None)
    assert list(await gateways.old_files.of_ticket(ticket.number, acting=ann.name)) == [file]
    for _ in range(2):
        await gateways.old_files.settle(file.name, FetchOutcome.MOVED, file=MOVED)
    (after,) = await gateways.old_files.of_ticket(ticket.number, acting=None)
    assert (after.state, (await gateways.old_files.due()).waiting) == (OldFileState.MOVED, 0)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (FetchOutcome.TOO_LARGE, OldFileState.TOO_LARGE),
        (FetchOutcome.NOT_FOUND, OldFileState.WAITING),
    ],
)
async def test_what_cannot_be_had_is_not_due(
    gateways: Gateways, outcome: FetchOutcome, state: OldFileState
) -> None:
    ticket = await gateways.created(await gateways.person())
    await gateways.bring(ticket.number, "tg-1", TelegramKind.PHOTO, "")
    (file,) = (await gateways.old_files.due()).files
    await gateways.old_files.settle(file.name, outcome)
    assert list((await gateways.old_files.due()).files) == []
    (after,) = await gateways.old_files.of_ticket(ticket.number, acting=None)
    assert after.state is state


async def test_whoever_does_not_see_the_ticket_sees_none(gateways: Gateways) -> None:
    ticket = await gateways.created(await gateways.person())
    eve = await gateways.person(66, "Eve")
    with pytest.raises(NotFoundError):
        await gateways.old_files.of_ticket(ticket.number, acting=eve.name)


async def test_one_that_is_not_there(gateways: Gateways) -> None:
    with pytest.raises(NotFoundError):
        await gateways.old_files.settle("oldFiles/404", FetchOutcome.TOO_LARGE)


async def test_killed_between_storing_and_telling_it_stores_nothing_twice(gateways: Gateways) -> None:
    ticket = await gateways.created(await gateways.person())
    await gateways.bring(ticket.number, "tg-1", TelegramKind.PHOTO, "")
    (file,) = (await gateways.old_files.due()).files
    telegram = MemoryTelegramFiles({"tg-1": b"picture"})
    killed = MoveOldFile(files=gateways.files, telegram_files=telegram, old_files=NeverTold())
    with pytest.raises(CrashedError):
        await killed(file)
    assert (await gateways.old_files.due()).waiting == 1
    again = MoveOldFile(files=gateways.files, telegram_files=telegram, old_files=gateways.old_files)
    for _ in range(2):
        assert await again(file) is FetchOutcome.MOVED
    (stored,) = await gateways.files.list(ticket.number, limit=5)
    (moved,) = await gateways.old_files.of_ticket(ticket.number, acting=None)
    assert (stored.file_name, stored.telegram_kind) == (
        f"photo-{file.name.rpartition('/')[2]}.jpg",
        TelegramKind.PHOTO,
    )
    assert (moved.state, (await gateways.old_files.due()).waiting) == (OldFileState.MOVED, 0)
