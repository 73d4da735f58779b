"""An old single bot's database in which something is wrong."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from tickets_service.adapters.outbound.moving.single_bot import open_single_bot
from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.application.ports.origins.import_source import ImportSourceError
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.priority import Priority
from tickets_testing.old_bot import DAY, LONG_AGO, OldBot

from .conftest import ANN, GUS, Mover, counts, ticket

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


async def test_what_belongs_to_no_request_is_told_and_not_lost_without_a_word(
    move_in: Mover, old_bot: OldBot
) -> None:
    await old_bot.file(70, 99, by=ANN, at=LONG_AGO)
    await old_bot.execute(
        "INSERT INTO comments (id, user_id, comment, created_at) VALUES (903, 1, 'Hm', now())"
    )
    assert not (await move_in()).written
    assert move_in.told.words(LineOutcome.BAD) == [
        "comments, id 903: request_id must not be empty",
        "files, id 70: request_id names 99, which is not among the requests",
    ]
    assert (await move_in(leave_out_bad=True)).written
    # The last delta is not stopped again by what is older.
    await old_bot.execute("UPDATE comments SET created_at = $1 WHERE id = 903", LONG_AGO)
    assert (await move_in(since=LONG_AGO + DAY)).written


async def test_columns_are_read_whatever_their_types_are(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.execute(
        "ALTER TABLE users ALTER is_active DROP DEFAULT, ALTER is_active TYPE integer USING 1"
    )
    await old_bot.execute("UPDATE users SET is_active = 0 WHERE id = $1", GUS)
    await old_bot.execute(
        "ALTER TABLE requests ALTER priority DROP DEFAULT, ALTER priority TYPE integer USING 2"
    )
    assert (await move_in(wording=Wording(priorities={"2": Priority.HIGH}))).written
    assert (await ticket(move_in.desk, 41)).priority is Priority.HIGH
    async with move_in.desk.engine.connect() as connection:
        let_in = await connection.execute(text("SELECT telegram_id FROM users WHERE is_active"))
        assert 502 not in {row[0] for row in let_in}


async def test_times_without_an_offset_are_of_the_zone_that_the_mapping_says(
    move_in: Mover, old_bot: OldBot
) -> None:
    await old_bot.execute("ALTER TABLE requests ALTER created_at TYPE timestamp USING '2024-03-09 14:05'")
    await old_bot.execute("UPDATE requests SET updated_at = NULL, completed_at = NULL")
    assert (await move_in(zone="Europe/Moscow")).written
    assert (await ticket(move_in.desk, 41)).created_at == datetime(2024, 3, 9, 11, 5, tzinfo=UTC)
    for minutes, looked_at in ((4, 2), (6, 0)):
        since = datetime(2024, 3, 9, 11, minutes, tzinfo=UTC)
        found = (await move_in(zone="Europe/Moscow", since=since)).counts
        assert found[OriginKind.TICKET, LineOutcome.SAME] == looked_at
    # Whoever corrects the zone corrects the requests; what has an offset is the same in every zone.
    found = (await move_in()).counts
    assert found[OriginKind.TICKET, LineOutcome.CHANGED] == found[OriginKind.COMMENT, LineOutcome.SAME] == 2


async def test_a_database_that_is_none(old_bot: OldBot) -> None:
    await old_bot.execute("ALTER TABLE comments DROP COLUMN comment")
    with pytest.raises(ImportSourceError, match="the table 'comments' of the old database lacks comment"):
        await opened(old_bot.url)
    await old_bot.execute("DROP TABLE comments")
    with pytest.raises(
        ImportSourceError,
        match="no table 'comments' that this role may read: is it the one of the single bot",
    ):
        await opened(old_bot.url)
    with pytest.raises(ImportSourceError, match="cannot be reached"):
        await opened(old_bot.url + "_gone")
    with pytest.raises(ImportSourceError, match="cannot be reached"):
        await opened("mysql://somewhere")


async def opened(url: str) -> None:
    async with open_single_bot(url):
        raise AssertionError("it opened")
