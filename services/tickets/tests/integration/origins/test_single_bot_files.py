"""Files that move in from the old single bot's database."""

import pytest

from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.domain.origins.old_file import OldFileKind, OldFileState
from tickets_service.domain.origins.origin import OriginKind
from tickets_testing.old_bot import DAY, LONG_AGO, OldBot

from .conftest import ANN, GUS, Mover, files_of

pytestmark = pytest.mark.usefixtures("lived_in")


async def test_files_come_along_with_all_that_is_known(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.file(70, 40, by=ANN, kind="photo", name="lamp.jpg")
    await old_bot.file(71, 40, by=GUS, kind="sticker", at=None)
    await old_bot.file(72, 41, by=None, kind="Document", name="a\tb")
    summary = await move_in()
    assert (summary.written, summary.files) == (True, {OldFileState.WAITING: 3})
    desk = move_in.desk
    first, second = await files_of(desk, 40)
    ann = await desk.person("Ann", telegram_id=501)
    assert (first.author_id, first.kind, first.telegram_file_id) == (ann.id, OldFileKind.PHOTO, "tg-70")
    assert (first.file_name, first.created_at, first.size_bytes) == ("lamp.jpg", LONG_AGO, None)
    # A kind that nobody knows, and no time: as old as its request.
    assert (second.kind, second.created_at, second.file_name) == (None, LONG_AGO, "")
    (third,) = await files_of(desk, 41)
    assert (third.author_id, third.kind, third.file_name) == (None, OldFileKind.DOCUMENT, "a\tb")
    again = await move_in()
    assert again.counts[OriginKind.FILE, LineOutcome.SAME] == 3
    assert again.files == {OldFileState.WAITING: 3}


async def test_a_file_that_came_later_is_taken_by_the_last_delta(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    await old_bot.file(70, 40, by=ANN, at=LONG_AGO + 9 * DAY)
    await move_in(since=LONG_AGO + 8 * DAY)
    assert [file.telegram_file_id for file in await files_of(move_in.desk, 40)] == ["tg-70"]


async def test_a_file_without_telegrams_id_is_bad(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.file(70, 40, by=ANN, file_id="")
    await old_bot.file(71, 40, by=99)
    assert not (await move_in()).written
    assert move_in.told.words(LineOutcome.BAD) == [
        "files, id 70: file_id must be Telegram's: 1 to 255 characters without spaces",
        "files, id 71: uploaded_by names '99', who is not among the people",
    ]


async def test_an_old_bot_without_files(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.execute("DROP TABLE files")
    await move_in()
    summary = await move_in(since=LONG_AGO)
    assert (summary.written, summary.files) == (True, {})
