"""Moving in again from the old single bot's database: what has changed there, and here."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from fixline_testing.beyond_types import present
from tickets_service.adapters.outbound.sqlalchemy.origins.import_store import SqlAlchemyImportStore
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.application.commands.origins.offer_claims import OfferClaimsHandler
from tickets_service.application.commands.people.redeem_invite import RedeemInvite
from tickets_service.application.ports.history.feed import BEGINNING
from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.people.user import Role, User
from tickets_service.domain.state import State
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk
from tickets_testing.old_bot import OldBot

from .conftest import ANN, GUS, NOBODY, Mover, counts, files_of, ticket

pytestmark = pytest.mark.usefixtures("lived_in")


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


async def test_a_corrected_mapping_corrects_what_was_imported(move_in: Mover, old_bot: OldBot) -> None:
    await old_bot.execute("UPDATE requests SET status = 'parked' WHERE id = 41")
    await move_in(wording=Wording(states={"parked": State.WAITING_VENDOR}))
    assert (await ticket(move_in.desk, 41)).state is State.WAITING_VENDOR
    await move_in(wording=Wording(states={"parked": State.OPEN}))
    assert (await ticket(move_in.desk, 41)).state is State.OPEN


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
