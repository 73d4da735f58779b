"""Moving in from the old single bot's database."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text

from fixline_testing.beyond_types import present
from tickets_service.adapters.outbound.moving.single_bot import BATCH
from tickets_service.adapters.outbound.sqlalchemy.origins.import_store import SqlAlchemyImportStore
from tickets_service.application.ports.history.feed import BEGINNING
from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.application.ports.origins.import_store import ImportRunningError
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.queries.search.search_tickets import SearchTickets
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.people.user import Role
from tickets_service.domain.state import State
from tickets_testing.desk import Desk
from tickets_testing.old_bot import DAY, LONG_AGO, OldBot, old_bot_with

from .conftest import GUS, Mover, counts, ticket

pytestmark = pytest.mark.usefixtures("lived_in")


async def test_everything_is_as_it_was(move_in: Mover) -> None:
    summary = await move_in()
    assert (summary.written, summary.bad) == (True, 0)
    desk = move_in.desk
    lamp = await ticket(desk, 40)
    assert (lamp.id, lamp.title, lamp.description, lamp.location) == (40, "Lamp", "It smokes", "Room 7")
    assert (lamp.state, lamp.created_at, lamp.completed_at) == (State.CLOSED, LONG_AGO, LONG_AGO + 2 * DAY)
    assert lamp.updated_at == LONG_AGO + 2 * DAY
    assert lamp.origin == "oldbot:40"
    # They register afterwards, and are who they were.
    ann, gus = await desk.person("Ann", telegram_id=501), await desk.person("Gus", telegram_id=502)
    assert (lamp.reporter_id, lamp.assignee_id, gus.role) == (ann.id, gus.id, Role.AGENT)
    assert ann.created_at == LONG_AGO
    said = await desk.do.comments.list_comments(ListComments(principal=desk.as_(ann), ticket_id=lamp.id))
    assert [(each.author, each.text, each.by_staff, each.created_at) for each in said.items][::-1] == [
        (f"users/{gus.id}", "Soon", True, LONG_AGO + DAY),
        (f"users/{ann.id}", "Thank you", False, LONG_AGO + 2 * DAY),
    ]


async def test_the_stream_of_events_shows_nothing_of_it(move_in: Mover) -> None:
    await move_in()
    page = await move_in.desk.settled(BEGINNING)
    assert list(page.events) == []


async def test_new_requests_get_larger_numbers(move_in: Mover) -> None:
    await move_in()
    desk = move_in.desk
    assert (await desk.create(await desk.person())).id == 42


async def test_a_number_that_is_taken_is_not_kept(move_in: Mover) -> None:
    desk = move_in.desk
    await desk.execute("ALTER SEQUENCE requests_id_seq RESTART 40")
    own = await desk.create(await desk.person(), "Chair")
    await move_in()
    assert (await ticket(desk, own.id)).title == "Chair"
    assert (await ticket(desk, 41)).origin == "oldbot:41"
    assert (await ticket(desk, 42)).origin == "oldbot:40"
    words = {line.old_id: line.words for line in move_in.told.lines if line.kind is OriginKind.TICKET}
    assert words == {"40": "gets a new number: 40 is taken", "41": ""}


async def test_who_is_here_already_stays_as_they_are(move_in: Mover) -> None:
    ann = await move_in.desk.person("Ann Ottway", telegram_id=501, language="ru")
    await move_in()
    assert (await ticket(move_in.desk, 40)).reporter_id == ann.id
    again = await move_in.desk.person("Ann Ottway", telegram_id=501)
    assert (again.language, again.role, again.created_at) == ("ru", Role.USER, ann.created_at)


async def test_somebody_without_a_telegram_id_is_a_placeholder(move_in: Mover) -> None:
    await move_in()
    fan = await ticket(move_in.desk, 41)
    async with move_in.desk.ports.unit_of_work() as uow:
        reporter = present(await uow.users.find(fan.reporter_id))
    assert (reporter.telegram_id, reporter.display_name, reporter.active) == (None, "oldbot:3", True)


async def test_a_dry_run_tells_all_and_writes_nothing(move_in: Mover) -> None:
    before = await counts(move_in.desk)
    summary = await move_in(dry_run=True)
    assert not summary.written
    assert {line.outcome for line in move_in.told.lines} == {LineOutcome.NEW}
    assert len(move_in.told.lines) == 3 + 2 + 2
    assert await counts(move_in.desk) == before
    assert (await move_in.desk.create(await move_in.desk.person())).id == 1


async def test_two_at_once(move_in: Mover) -> None:
    async with SqlAlchemyImportStore(move_in.desk.engine).alone():
        with pytest.raises(ImportRunningError):
            await move_in()
    assert (await move_in()).written


async def test_a_batch_that_has_to_wait_holds_up_no_other(
    postgres_desk: Desk, empty_database: Callable[[], Awaitable[str]]
) -> None:
    desk = postgres_desk
    old = await old_bot_with(await empty_database(), requests=2 * BATCH + 1, comments=0, people=5)
    async with desk.engine.begin() as holder:
        await holder.execute(
            text("INSERT INTO origins VALUES ('oldbot', 'TICKET', '1', 1, decode(repeat('00', 16), 'hex'))")
        )
        moving = asyncio.create_task(Mover(desk, old)())
        async with asyncio.timeout(60):
            while (await counts(desk))["requests"] < BATCH:  # noqa: ASYNC110  # PostgreSQL tells nobody
                await asyncio.sleep(0.05)
        assert not moving.done()
        await holder.rollback()
    assert (await moving).written
    assert (await counts(desk))["requests"] == 2 * BATCH + 1


async def test_people_register_and_report_while_it_runs(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.people(*((number, 500 + number, f"p{number}", "user") for number in range(10, 200)))
    for number in range(100, 120):
        await old_bot.request(number, by=number)
    desk = move_in.desk

    async def live(number: int) -> int:
        person = await desk.person(f"P{number}", telegram_id=500 + number)
        return (await desk.create(person)).id

    moving = asyncio.create_task(move_in())
    numbers = await asyncio.gather(*(live(number) for number in range(10, 60)))
    summary = await moving
    assert (summary.written, summary.bad) == (True, 0)
    assert len({*numbers}) == 50
    found = await counts(desk)
    assert found["requests"] == 2 + 20 + 50
    async with desk.engine.connect() as connection:
        wrong = await connection.scalar(
            text(
                "SELECT count(*) FROM requests JOIN users ON users.id = user_id"
                " WHERE origin LIKE 'oldbot:1__' AND telegram_id <> 500 + substr(origin, 8)::bigint"
            )
        )
    assert wrong == 0


async def test_search_finds_what_was_moved_in(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    desk = move_in.desk
    boss = await desk.staff(Role.AUDITOR, "Eye")

    async def found(query: str) -> list[int]:
        page = await desk.do.search.search_tickets(SearchTickets(principal=desk.as_(boss), query=query))
        return sorted(hit.ticket.id for hit in page.items)

    assert [await found(query) for query in ("oldbot:40", "oldbot 41", "40", "fan", "thank")] == [
        [40],
        [41],
        [40],
        [41],
        [40],
    ]
    # A comment that comes later is found as well, and so is what has changed.
    await old_bot.comment(902, 41, by=GUS, text="Bearings ordered")
    await old_bot.execute("UPDATE requests SET title = 'Ventilator' WHERE id = 41")
    await move_in()
    assert (await found("bearings"), await found("ventilator"), await found("fan")) == ([41], [41], [])


async def test_what_is_indexed_together_is_what_would_be_indexed_alone(move_in: Mover) -> None:
    await move_in()
    desk = move_in.desk
    documents = text("SELECT request_id, words::text, size FROM search_documents ORDER BY request_id")
    async with desk.engine.begin() as connection:
        together = (await connection.execute(documents)).all()
        await connection.execute(text("SELECT search_index(ARRAY[id]) FROM requests"))
        assert (await connection.execute(documents)).all() == together
    assert len(together) == 2
