"""Moving in from the old single bot's database."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from fixline_testing.beyond_types import present
from tickets_service.adapters.outbound.moving.single_bot import open_single_bot
from tickets_service.adapters.outbound.sqlalchemy.origins.import_store import SqlAlchemyImportStore
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.application.commands.origins.offer_claims import OfferClaimsHandler
from tickets_service.application.commands.people.redeem_invite import RedeemInvite
from tickets_service.application.ports.history.feed import BEGINNING
from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.application.ports.origins.import_source import ImportSourceError
from tickets_service.application.ports.origins.import_store import ImportRunningError
from tickets_service.application.principal import Principal
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.queries.origins.list_old_files import ListOldFiles
from tickets_service.application.queries.search.search_tickets import SearchTickets
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.origins.old_file import OldFile, OldFileKind, OldFileState
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.people.user import Role, User
from tickets_service.domain.state import State
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk
from tickets_testing.old_bot import DAY, LONG_AGO, OldBot

from .conftest import Mover

pytestmark = pytest.mark.usefixtures("lived_in")
ANN, GUS, NOBODY = 1, 2, 3


@pytest.fixture
async def lived_in(old_bot: OldBot) -> None:
    """Three people; two requests, with an answer of staff to one of them."""
    await old_bot.people((ANN, 501, "ann", "user"), (GUS, 502, "gus", "agent"), (NOBODY, None, None, "user"))
    await old_bot.request(40, by=ANN, status="CLOSED", assigned_to=GUS, completed_at=LONG_AGO + 2 * DAY)
    await old_bot.request(41, by=NOBODY, title="Fan")
    await old_bot.comment(900, 40, by=GUS)
    await old_bot.comment(901, 40, by=ANN, text="Thank you", at=LONG_AGO + 2 * DAY)


async def ticket(desk: Desk, number: int) -> TicketView:
    boss = await desk.staff(Role.AUDITOR, "Eye")
    return await desk.do.tickets.get_ticket(GetTicket(principal=desk.as_(boss), ticket_id=TicketId(number)))


async def counts(desk: Desk) -> dict[str, int]:
    async with desk.engine.connect() as connection:
        found = {}
        for table in ("users", "requests", "comments", "origins", "history", "user_history"):
            found[table] = await connection.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
        return found


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


async def test_a_second_run_changes_nothing(move_in: Mover) -> None:
    await move_in()
    before = await counts(move_in.desk)
    etag = (await ticket(move_in.desk, 40)).etag
    before = await counts(move_in.desk)
    summary = await move_in()
    assert {outcome for _, outcome in summary.counts} == {LineOutcome.SAME}
    assert await counts(move_in.desk) == before
    assert (await ticket(move_in.desk, 40)).etag == etag


async def test_the_last_delta(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    cut = datetime(2025, 12, 1, tzinfo=UTC)
    await old_bot.request(42, by=GUS, title="Door", created_at=cut)
    await old_bot.comment(902, 41, by=GUS, text="Coming", at=cut)
    await old_bot.execute(
        "UPDATE requests SET status = 'RESOLVED', completed_at = $1, updated_at = $1 WHERE id = 41", cut
    )
    await move_in(since=cut)
    outcomes = move_in.told.outcomes(OriginKind.TICKET)
    assert outcomes == {"41": LineOutcome.CHANGED, "42": LineOutcome.NEW}
    fan = await ticket(move_in.desk, 41)
    assert (fan.state, fan.completed_at) == (State.RESOLVED, cut)
    assert (await ticket(move_in.desk, 42)).title == "Door"
    assert list((await move_in.desk.settled(BEGINNING)).events) == []
    move_in.desk.clock.advance(timedelta(days=60))
    assert await move_in.desk.do.workers.close_unanswered() == 0


async def test_what_was_worked_on_here_stays_and_gets_new_comments(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    desk = move_in.desk
    gus = await desk.person("Gus", telegram_id=502)
    fan = await desk.take(await ticket(desk, 41), gus)
    await old_bot.execute("UPDATE requests SET status = 'CLOSED', title = 'Big fan' WHERE id = 41")
    await old_bot.comment(902, 41, by=GUS, text="Coming")
    await move_in()
    assert move_in.told.outcomes(OriginKind.TICKET)["41"] is LineOutcome.LEFT
    again = await ticket(desk, 41)
    assert (again.state, again.title, again.etag) == (State.IN_PROGRESS, "Fan", fan.etag)
    said = await desk.do.comments.list_comments(ListComments(principal=desk.as_(gus), ticket_id=fan.id))
    assert [each.text for each in said.items] == ["Coming"]


async def test_nothing_comes_to_what_was_anonymized(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    desk = move_in.desk
    await desk.execute("UPDATE retention_policy SET days = 30")
    assert (await desk.do.workers.anonymize_ended()).tickets == 1
    await old_bot.comment(902, 40, by=ANN, text="My number is 501")
    await old_bot.file(70, 40, by=ANN)
    await move_in()
    assert move_in.told.outcomes(OriginKind.COMMENT)["902"] is LineOutcome.LEFT
    assert move_in.told.outcomes(OriginKind.FILE)["70"] is LineOutcome.LEFT
    boss = await desk.staff(Role.ADMIN)
    said = await desk.do.comments.list_comments(
        ListComments(principal=desk.as_(boss), ticket_id=TicketId(40))
    )
    assert {each.text for each in said.items} == {"—"}
    assert not await files_of(desk, 40)


async def test_a_corrected_comment_is_corrected(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    await old_bot.execute("UPDATE comments SET comment = 'Tomorrow' WHERE id = 900")
    await move_in()
    assert move_in.told.outcomes(OriginKind.COMMENT) == {"900": LineOutcome.CHANGED, "901": LineOutcome.SAME}
    gus = await move_in.desk.person("Gus", telegram_id=502)
    listed = ListComments(principal=move_in.desk.as_(gus), ticket_id=TicketId(40))
    assert {each.text for each in (await move_in.desk.do.comments.list_comments(listed)).items} == {
        "Tomorrow",
        "Thank you",
    }


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


async def test_a_corrected_mapping_corrects_what_was_imported(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.execute("UPDATE requests SET status = 'parked' WHERE id = 41")
    await move_in(wording=Wording(states={"parked": State.WAITING_VENDOR}))
    assert (await ticket(move_in.desk, 41)).state is State.WAITING_VENDOR
    await move_in(wording=Wording(states={"parked": State.OPEN}))
    assert (await ticket(move_in.desk, 41)).state is State.OPEN


async def test_two_at_once(move_in: Mover) -> None:
    async with SqlAlchemyImportStore(move_in.desk.engine).alone():
        with pytest.raises(ImportRunningError):
            await move_in()
    assert (await move_in()).written


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


async def test_somebody_claims_what_was_theirs_and_the_last_delta_knows_them(
    move_in: Mover, old_bot: OldBot
) -> None:
    await old_bot.comment(902, 41, by=NOBODY, text="Mine")
    await move_in()
    desk = move_in.desk
    store = SqlAlchemyImportStore(desk.engine)
    offer = OfferClaimsHandler(
        store=store,
        unit_of_work=desk.ports.unit_of_work,
        clock=desk.clock,
        codes=KeyedInviteCodes(),
    )
    [offered] = await offer("oldbot")
    assert (offered.old_id, offered.display_name) == ("3", "oldbot:3")
    zoe = await desk.person("Zoe")
    await desk.do.people.redeem_invite(
        RedeemInvite(principal=desk.as_(zoe), code=offered.code, request_id=str(uuid4()))
    )
    assert (await ticket(desk, 41)).reporter_id == zoe.id
    said = await desk.do.comments.list_comments(ListComments(principal=desk.as_(zoe), ticket_id=TicketId(41)))
    assert [each.author for each in said.items] == [f"users/{zoe.id}"]
    assert await offer("oldbot") == []
    await old_bot.request(50, by=NOBODY, title="Later")
    await move_in()
    assert (await ticket(desk, 50)).reporter_id == zoe.id
    assert move_in.told.outcomes(OriginKind.TICKET) == {
        "40": LineOutcome.SAME,
        "41": LineOutcome.SAME,
        "50": LineOutcome.NEW,
    }
    # Of the import nobody hears, only that the reporter of what was open is there now.
    [(_, came)] = (await desk.settled(BEGINNING)).events
    assert (came.ticket_id, came.type) == (TicketId(41), EventType.TICKET_UPDATED)


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


async def files_of(desk: Desk, number: int) -> list[OldFile]:
    query = ListOldFiles(principal=Principal("bot"), ticket_id=TicketId(number))
    return [*(await desk.do.origins.list_old_files(query)).items]


async def person(desk: Desk, telegram_id: int) -> User:
    async with desk.ports.unit_of_work() as uow:
        return present(await uow.users.find_by_telegram_id(telegram_id))


async def test_people_follow_what_has_changed_there(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    await old_bot.execute("UPDATE users SET username = 'anna', is_active = false WHERE id = $1", ANN)
    # The mapping was corrected: Gus runs the desk.
    wording = Wording(roles={"agent": Role.DISPATCHER})
    summary = await move_in(wording=wording)
    assert summary.counts[OriginKind.PERSON, LineOutcome.CHANGED] == 2
    ann, gus = await person(move_in.desk, 501), await person(move_in.desk, 502)
    assert (ann.username, ann.display_name, ann.active) == ("anna", "anna", False)
    assert gus.role is Role.DISPATCHER
    async with move_in.desk.engine.connect() as connection:
        told = await connection.execute(
            text("SELECT user_id, type, actor, change FROM user_history ORDER BY id")
        )
        assert [tuple(row) for row in told] == [
            (
                ann.id,
                "ACTIVATION_CHANGED",
                "services/import",
                {"before": {"active": True}, "after": {"active": False}},
            ),
            (
                gus.id,
                "ROLE_CHANGED",
                "services/import",
                {"before": {"role": "agent"}, "after": {"role": "dispatcher"}},
            ),
        ]
    assert {outcome for _, outcome in (await move_in(wording=wording)).counts} == {LineOutcome.SAME}
    page = await move_in.desk.settled(BEGINNING)
    assert list(page.events) == []


async def test_what_was_changed_of_people_here_is_not_undone(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    desk = move_in.desk
    # Ann wrote to the bot, which calls her as Telegram does; an admin made Gus an auditor.
    await desk.person("Ann Ottway", telegram_id=501, username="ann_o")
    await desk.appoint((await person(desk, 502)).id, Role.AUDITOR)
    await old_bot.execute("UPDATE users SET username = username || '2', role = 'dispatcher'")
    await move_in()
    ann, gus = await person(desk, 501), await person(desk, 502)
    assert (ann.username, ann.display_name, ann.role) == ("ann_o", "Ann Ottway", Role.DISPATCHER)
    assert (gus.username, gus.role) == ("gus2", Role.AUDITOR)
    words = {line.old_id: line.words for line in move_in.told.lines if line.kind is OriginKind.PERSON}
    assert words["1"] == (
        "changed there, and here it is otherwise: username, display_name stays as it is here"
    )


async def test_an_admin_keeps_their_rights(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.execute("UPDATE users SET role = 'admin' WHERE id = $1", GUS)
    await move_in()
    await old_bot.execute("UPDATE users SET role = 'user', is_active = false WHERE id = $1", GUS)
    summary = await move_in()
    assert summary.counts[OriginKind.PERSON, LineOutcome.LEFT] == 1
    gus = await person(move_in.desk, 502)
    assert (gus.role, gus.active) == (Role.ADMIN, True)


async def test_a_dry_run_changes_nobody(move_in: Mover, old_bot: OldBot) -> None:
    await move_in()
    await old_bot.execute("UPDATE users SET username = 'anna' WHERE id = $1", ANN)
    assert (await move_in(dry_run=True)).counts[OriginKind.PERSON, LineOutcome.CHANGED] == 1
    assert (await person(move_in.desk, 501)).username == "ann"


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
