"""What ended long ago loses its people and their words, on every set of adapters, and nothing else does."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from fixline_testing.beyond_types import present
from tickets_service.application.commands.people.create_invite import CreateInvite
from tickets_service.application.commands.people.forget_user import ForgetUser
from tickets_service.application.commands.retention.update_policy import UpdateRetentionPolicy
from tickets_service.application.ports.people.personal_data import ERASED
from tickets_service.application.principal import Principal
from tickets_service.application.queries.people.list_invites import ListInvites
from tickets_service.application.queries.reports.get_statistics import GetStatistics
from tickets_service.application.queries.retention.preview_retention import PreviewRetention
from tickets_service.application.views.changes import FieldsUpdated, FollowerChange
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import UserView
from tickets_service.application.views.reports import Statistics
from tickets_service.application.views.retention import RetentionPreview
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.link import LinkKind
from tickets_service.domain.marks import Mark, MarkKind
from tickets_service.domain.people.user import Newcomer, Role
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.errors import TicketAnonymizedError
from tickets_service.domain.tickets.events import EventType
from tickets_testing.desk import Desk

SECRET = "geheimnis"
DAY = timedelta(days=1)
DAYS = 30


async def boss(desk: Desk) -> UserView:
    return await desk.staff(Role.ADMIN, "Boss")


async def keep_for(desk: Desk, days: int, by: UserView, *, reason: str = "") -> None:
    await desk.do.retention.update_retention_policy(
        UpdateRetentionPolicy(principal=desk.as_(by), days=days, reason=reason, request_id=str(uuid4()))
    )


async def anonymize(desk: Desk) -> int:
    return (await desk.do.workers.anonymize_ended()).tickets


async def preview(desk: Desk, by: UserView, days: int = DAYS) -> RetentionPreview:
    return await desk.do.retention.preview_retention(PreviewRetention(principal=desk.as_(by), days=days))


async def talkative(desk: Desk, ann: UserView, bob: UserView, gus: UserView) -> TicketView:
    """A closed ticket of Ann's that Bob follows and Gus worked on, whose every word is secret."""
    link = Mark(0, 4, MarkKind.LINK, url=f"https://{SECRET}.example")
    ticket = await desk.create(ann, title=f"Lamp {SECRET}", description=f"call {SECRET}", location=SECRET)
    ticket = await desk.update(
        ticket,
        by=ann,
        fields=("title", "description", "location"),
        title=f"Lamps {SECRET}",
        description=f"call me {SECRET}",
        description_marks=(link,),
        location=f"at {SECRET}",
        reason=f"because {SECRET}",
    )
    await desk.follow(ticket, by=gus, user=bob)
    said = await desk.comment(ticket, by=ann, text=f"first {SECRET}", marks=(link,))
    await desk.edit(said.comment, by=ann, text=f"second {SECRET}", marks=(link,))
    await desk.comment(ticket, by=bob, text=f"me too {SECRET}")
    ticket = await desk.take(ticket, by=gus)
    await desk.comment(ticket, by=gus, text=f"Dear Ann {SECRET}")
    await desk.comment(ticket, by=gus, text=f"note on {SECRET}", visibility=Visibility.INTERNAL)
    ticket = await desk.resolve(ticket, by=gus, resolution=f"done for {SECRET}")
    ticket = await desk.confirm(ticket, by=ann)
    return await desk.rate(ticket, by=ann, stars=4, comment=f"well done {SECRET}")


async def figures(desk: Desk, by: UserView) -> Statistics:
    start = desk.clock.now() - 200 * DAY
    report = await desk.do.reports.get_statistics(
        GetStatistics(principal=desk.as_(by), created_from=start, created_before=start + 201 * DAY)
    )
    return report.statistics


async def test_people_and_words_go_and_what_happened_stays(desk: Desk) -> None:
    admin, ann, bob, gus = await boss(desk), await desk.person(), await desk.person("Bob"), await desk.agent()
    ticket = await talkative(desk, ann, bob, gus)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    before, told = await figures(desk, admin), await desk.history(ticket)
    seen = await preview(desk, admin)
    assert (seen.tickets, seen.people, seen.comments, seen.first) == (1, 2, 4, [ticket.id])
    assert await anonymize(desk) == 1
    after = await desk.stored(ticket)
    nobody = present(await desk.ports.users.find(after.reporter_id))
    assert (nobody.display_name, nobody.active, nobody.is_forgotten) == ("—", False, True)
    expected = replace(
        ticket,
        title="—",
        description="",
        description_marks=(),
        location="",
        resolution="",
        reporter_id=nobody.id,
        rating=replace(present(ticket.rating), comment=""),
        follower_count=0,
        anonymized_at=desk.clock.now(),
        etag=after.etag,
    )
    assert after == expected
    history = await desk.history(ticket)
    assert [(each.id, each.type, each.occurred_at) for each in history[:-1]] == [
        (each.id, each.type, each.occurred_at) for each in told
    ]
    assert (history[-1].type, history[-1].actor) == (EventType.TICKET_ANONYMIZED, "system")
    theirs = {f"users/{ann.id}", f"users/{bob.id}"}
    for was, now in zip(told, history, strict=False):
        assert now.actor == (f"users/{nobody.id}" if was.actor in theirs else was.actor)
    comments = [each.change for each in history if isinstance(each.change, CommentView)]
    assert {each.text for each in comments} == {ERASED}
    assert {each.author for each in comments} == {f"users/{nobody.id}", f"users/{gus.id}"}
    assert [each.change for each in history if isinstance(each.change, FollowerChange)] == [
        FollowerChange(nobody.id)
    ]
    (update,) = [each.change for each in history if isinstance(each.change, FieldsUpdated)]
    assert {(each.field, each.before, each.after) for each in update.fields} == {
        ("title", "—", "—"),
        ("description", "", ""),
        ("location", "", ""),
    }
    assert SECRET not in str([after, history])
    assert await figures(desk, admin) == before
    # Their accounts are theirs.
    for person in (ann, bob):
        assert UserView.of(present(await desk.ports.users.find(person.id))) == person


async def test_in_no_table_is_a_word_or_a_person_left(postgres_desk: Desk) -> None:
    desk = postgres_desk
    admin, ann, bob, gus = await boss(desk), await desk.person(), await desk.person("Bob"), await desk.agent()
    await talkative(desk, ann, bob, gus)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    assert await anonymize(desk) == 1
    async with desk.engine.connect() as connection:
        tables = await connection.scalars(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        )
        # Single words that were ever said in public, of nobody: as when somebody is forgotten.
        for table in set(tables.all()) - {"search_words", "search_numbers"}:
            rows = await connection.scalars(text(f"SELECT t::text FROM {table} AS t"))  # noqa: S608
            assert not [row for row in rows if SECRET in row], table
        for table, column in (("requests", "user_id"), ("comments", "user_id"), ("followers", "user_id")):
            rows = await connection.scalars(text(f"SELECT {column} FROM {table}"))  # noqa: S608
            assert not {ann.id, bob.id} & set(rows.all()), table
        named = await connection.scalars(text("SELECT actor || ' ' || on_behalf_of || change FROM history"))
        assert not [row for row in named if f"users/{ann.id} " in row or f"users/{bob.id} " in row]


async def test_nothing_goes_while_it_is_off_or_not_yet_due(desk: Desk) -> None:
    admin, ann = await boss(desk), await desk.person()
    ticket = await desk.cancel(await desk.create(ann), by=ann)
    desk.clock.advance(400 * DAY)
    assert await anonymize(desk) == 0
    young = await desk.cancel(await desk.create(ann), by=ann)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(DAYS * DAY)
    assert await anonymize(desk) == 1
    assert (await desk.stored(ticket)).anonymized_at
    assert (await desk.stored(young)) == young
    desk.clock.advance(timedelta(seconds=1))
    assert await anonymize(desk) == 1


async def test_what_is_not_over_keeps_everything(desk: Desk) -> None:
    admin, ann, gus = await boss(desk), await desk.person(), await desk.agent()
    kept = [await desk.create(ann)]
    for state in State:
        ticket = await desk.create(ann, description=state.value)
        if not state.terminal and state is not State.OPEN:
            await desk.force_state(ticket.id, state, desk.clock.now() if state is State.RESOLVED else None)
            kept.append(ticket)
    reopened = await desk.cancel(await desk.create(ann, description="again"), by=ann)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    reopened = await desk.reopen(reopened, by=admin, reason="it is back")
    kept = [await desk.stored(each) for each in [*kept, reopened]]
    await anonymize(desk)
    assert [await desk.stored(each) for each in kept] == kept
    assert gus.id not in {each.reporter_id for each in kept}


async def test_days_count_from_when_it_ended_last(desk: Desk) -> None:
    admin, ann = await boss(desk), await desk.person()
    ticket = await desk.cancel(await desk.create(ann), by=ann)
    desk.clock.advance(25 * DAY)
    ticket = await desk.reopen(ticket, by=admin, reason="it is back")
    ticket = await desk.cancel(ticket, by=ann)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(25 * DAY)
    assert await anonymize(desk) == 0
    # What staff tidy up later is no new end.
    ticket = await desk.tag(ticket, admin, "old")
    desk.clock.advance(6 * DAY)
    assert await anonymize(desk) == 1


async def test_a_second_run_changes_nothing(desk: Desk) -> None:
    admin, ann, bob, gus = await boss(desk), await desk.person(), await desk.person("Bob"), await desk.agent()
    ticket = await talkative(desk, ann, bob, gus)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    await anonymize(desk)
    stored, history = await desk.stored(ticket), await desk.history(ticket)
    desk.clock.advance(31 * DAY)
    assert await anonymize(desk) == 0
    assert (await desk.stored(ticket), await desk.history(ticket)) == (stored, history)


async def test_nothing_happens_to_it_any_more(desk: Desk) -> None:
    admin, ann, bob = await boss(desk), await desk.person(), await desk.person("Bob")
    ticket = await desk.cancel(await desk.create(ann), by=ann)
    other = await desk.create(bob)
    link = await desk.link(other, by=admin, other=ticket)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    await anonymize(desk)
    for act in (
        desk.reopen(ticket, by=admin, reason="it is back"),
        desk.follow(ticket, by=admin, user=bob),
        desk.tag(ticket, admin, "old"),
        desk.link(ticket, by=admin, other=other, kind=LinkKind.PARENT, reason=SECRET),
        desk.link(other, by=admin, other=ticket, kind=LinkKind.PARENT, reason=SECRET),
        desk.unlink(other, by=admin, link=link, reason=SECRET),
        desk.create(admin, follow_up_of=ticket.id),
    ):
        with pytest.raises(TicketAnonymizedError):
            await act
    assert (await desk.history(ticket))[-1].type is EventType.TICKET_ANONYMIZED


async def test_a_duplicate_goes_with_what_goes_on_for_it(desk: Desk) -> None:
    admin, ann, bob = await boss(desk), await desk.person(), await desk.person("Bob")
    source, target = await desk.create(ann), await desk.create(bob)
    await desk.merge(source, by=admin, target=target)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    assert (await preview(desk, admin)).tickets == 0
    assert await anonymize(desk) == 0
    await desk.cancel(await desk.stored(target), by=bob)
    desk.clock.advance(31 * DAY)
    assert (await preview(desk, admin)).tickets == 2
    assert await anonymize(desk) == 2


async def test_staff_who_report_are_people_and_those_who_worked_stay(desk: Desk) -> None:
    admin, gus, una = await boss(desk), await desk.agent(), await desk.agent("Una")
    ticket = await desk.create(gus)
    ticket = await desk.take(ticket, by=una)
    await desk.comment(ticket, by=una, text="on it")
    ticket = await desk.cancel(ticket, by=gus)
    # She works here no more, and did then.
    await desk.appoint(una.id, Role.USER)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    await anonymize(desk)
    after = await desk.stored(ticket)
    assert after.assignee_id == una.id
    actors = {each.actor for each in await desk.history(ticket)}
    assert actors == {"system", f"users/{una.id}", f"users/{after.reporter_id}"}
    assert after.reporter_id not in {gus.id, una.id}


async def test_who_is_forgotten_first_becomes_nobody_all_the_same(desk: Desk) -> None:
    admin, ann = await boss(desk), await desk.person(telegram_id=77)
    ticket = await desk.cancel(await desk.create(ann), by=ann)
    await desk.do.people.forget_user(
        ForgetUser(principal=Principal("operator"), telegram_id=77, reason="asked", request_id=str(uuid4()))
    )
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    assert await anonymize(desk) == 1
    assert (await desk.stored(ticket)).reporter_id != ann.id


async def test_who_never_was_at_telegram_goes_with_the_last_of_theirs(desk: Desk) -> None:
    admin, gus = await boss(desk), await desk.agent()
    newcomer = Newcomer(display_name=f"Nina {SECRET}", contact="room 5")
    first = await desk.create(gus, newcomer=newcomer)
    second = await desk.create(gus, reporter_id=first.reporter_id)
    link = CreateInvite(
        principal=desk.as_(gus), role=Role.USER, person_id=first.reporter_id, request_id=str(uuid4())
    )
    await desk.do.people.create_invite(link)
    await desk.cancel(first, by=admin)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    assert await anonymize(desk) == 1
    nina = present(await desk.ports.users.find(first.reporter_id))
    assert (nina.display_name, nina.contact) == (f"Nina {SECRET}", "room 5")
    await desk.cancel(second, by=admin)
    desk.clock.advance(31 * DAY)
    assert await anonymize(desk) == 1
    nina = present(await desk.ports.users.find(first.reporter_id))
    assert (nina.display_name, nina.contact, nina.introducer_id, nina.active) == ("—", "", None, False)
    (invite,) = (await desk.do.people.list_invites(ListInvites(principal=desk.as_(admin)))).items
    assert (invite.person_id, invite.note) == (nina.id, "")
    told = (await desk.people_history())[-1]
    assert (told.type, told.actor) == ("FORGOTTEN", "system")


async def test_replicas_share_the_work(postgres_desk: Desk) -> None:
    desk = postgres_desk
    admin, ann = await boss(desk), await desk.person()
    tickets = [await desk.cancel(await desk.create(ann), by=ann) for _ in range(45)]
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    done = await asyncio.gather(*(anonymize(desk) for _ in range(3)))
    left = await anonymize(desk)
    assert sum(done) + left == len(tickets)
    types = [[each.type for each in await desk.history(ticket)] for ticket in tickets]
    assert {each.count(EventType.TICKET_ANONYMIZED) for each in types} == {1}


async def test_a_batch_that_was_killed_is_done_again(postgres_desk: Desk) -> None:
    desk = postgres_desk
    admin, ann = await boss(desk), await desk.person()
    ticket = await desk.cancel(await desk.create(ann, description=SECRET), by=ann)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    before = await desk.stored(ticket)
    async with desk.ports.unit_of_work() as uow:
        nobody = await uow.retention.nobody(now=desk.clock.now())
        await uow.retention.erase([ticket.id], nobody=nobody)
        # Left without a commit, as by a process that dies.
    assert await desk.stored(ticket) == before
    assert await anonymize(desk) == 1


async def change_history(desk: Desk, change: str) -> None:
    async with desk.engine.begin() as connection:
        await connection.execute(text("SELECT set_config('fixline.erasing', 'people', true)"))
        await connection.execute(text(f"UPDATE history SET {change}"))  # noqa: S608


async def test_histories_let_no_other_be_changed(postgres_desk: Desk) -> None:
    await postgres_desk.create(await postgres_desk.person())
    for change in ("type = 'TAGS_CHANGED'", "created_at = now()", "request_id = 2"):
        with pytest.raises(Exception, match="append-only"):
            await change_history(postgres_desk, change)
    with pytest.raises(Exception, match="append-only"):
        await postgres_desk.execute("UPDATE history SET actor = 'system'")
    await change_history(postgres_desk, "actor = 'system'")
