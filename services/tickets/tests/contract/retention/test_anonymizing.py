"""What ended long ago loses its people and their words, on every set of adapters, and nothing else does."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from fixline_testing.beyond_types import present
from tickets_service.application.ports.people.personal_data import ERASED
from tickets_service.application.views.changes import FieldsUpdated, FollowerChange
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import UserView
from tickets_service.domain.links.link import LinkKind
from tickets_service.domain.tickets.errors import TicketAnonymizedError
from tickets_service.domain.tickets.events import EventType
from tickets_testing.desk import Desk

from .keeping import DAY, DAYS, SECRET, anonymize, boss, figures, keep_for, preview, talkative


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
