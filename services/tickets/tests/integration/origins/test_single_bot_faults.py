"""An old single bot's database in which something is wrong."""

import pytest

from tickets_service.adapters.outbound.moving.single_bot import open_single_bot
from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.application.ports.origins.import_source import ImportSourceError
from tickets_testing.old_bot import OldBot

from .conftest import ANN, GUS, Mover, counts

pytestmark = pytest.mark.usefixtures("lived_in")


async def test_a_row_that_breaks_every_rule_stops_everything_with_one_sentence(
    move_in: Mover, old_bot: OldBot
) -> None:
    before = await counts(move_in.desk)
    await old_bot.execute(
        "INSERT INTO requests (id, status, priority, description, created_at, completed_at)"
        " VALUES (99, 'half done', 'very', $1, 'infinity', '0044-03-15 BC')",
        "x" * 4_001,
    )
    await old_bot.comment(903, 99, by=GUS, text=" ")
    summary = await move_in()
    assert (summary.written, summary.bad) == (False, 2)
    [request, comment] = move_in.told.words(LineOutcome.BAD)
    assert request.startswith("requests, id 99: created_at must be a time like")
    for field in ("title", "description", "reporter", "state", "priority", "completed_at"):
        assert f"; {field} " in request
    assert comment == "comments, id 903: its request is bad"
    assert await counts(move_in.desk) == before


async def test_bad_lines_are_left_out_when_asked_to(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.request(99, by=ANN, title=None)
    await old_bot.comment(903, 40, by=ANN, text=" ")
    summary = await move_in(leave_out_bad=True)
    assert (summary.written, summary.bad) == (True, 2)
    found = await counts(move_in.desk)
    assert (found["requests"], found["comments"]) == (2, 2)
    # Once they are mended there, the next run takes them.
    await old_bot.execute("UPDATE requests SET title = 'Lamp' WHERE id = 99")
    await old_bot.execute("UPDATE comments SET comment = 'Still dark' WHERE id = 903")
    await move_in()
    found = await counts(move_in.desk)
    assert (found["requests"], found["comments"]) == (3, 3)


async def test_a_database_that_is_none(old_bot: OldBot) -> None:
    await old_bot.execute("ALTER TABLE comments DROP COLUMN comment")
    with pytest.raises(ImportSourceError, match="the table 'comments' of the old database lacks comment"):
        await opened(old_bot.url)
    await old_bot.execute("DROP TABLE comments")
    with pytest.raises(ImportSourceError, match="no table 'comments': is it the one of the single bot"):
        await opened(old_bot.url)
    with pytest.raises(ImportSourceError, match="cannot be reached"):
        await opened(old_bot.url + "_gone")
    with pytest.raises(ImportSourceError, match="cannot be reached"):
        await opened("mysql://somewhere")


async def opened(url: str) -> None:
    async with open_single_bot(url):
        raise AssertionError("it opened")
