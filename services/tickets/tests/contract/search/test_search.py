"""What a search finds, in which order, and for whom: the same on every set of adapters."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.queries.search.highlights import Field
from tickets_service.application.queries.search.search_tickets import SearchTickets
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import Category, State
from tickets_testing.desk import Desk, StatementsRun

from .searching import hits, numbers


async def test_where_words_are_found(desk: Desk) -> None:
    ann = await desk.person()
    title = (await desk.create(ann, "The lamp smokes")).id
    location = (await desk.create(ann, "It smokes", location="Lamp room")).id
    description = (await desk.create(ann, "It smokes", description="The big lamp")).id
    said = await desk.create(ann, "It smokes")
    await desk.comment(said, ann, "It is the LAMP.")
    await desk.create(ann, "It smokes")
    assert await numbers(desk, ann, "lamp") == [title, location, description, said.id]
    assert await numbers(desk, ann, "Smokes, lamp!") == [title, location, description, said.id]
    assert await numbers(desk, ann, "lamp big") == [description]
    assert await numbers(desk, ann, "lamp chair") == []


async def test_equals_come_newest_first(desk: Desk) -> None:
    ann = await desk.person()
    found = [(await desk.create(ann, "Door squeaks")).id for _ in range(4)]
    assert await numbers(desk, ann, "door") == found[::-1]


async def test_everybody_finds_what_they_may_see(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    gus, eva = await desk.agent("Gus"), await desk.agent("Eva")
    queued, taken = await desk.create(ann, "Lamp"), await desk.create(ann, "Lamp")
    await desk.take(taken, gus)
    both = [taken.id, queued.id]
    assert await numbers(desk, ann, "lamp") == both
    assert await numbers(desk, bob, "lamp") == []
    assert await numbers(desk, gus, "lamp") == both
    assert await numbers(desk, eva, "lamp") == [queued.id]
    for role in (Role.DISPATCHER, Role.ADMIN, Role.AUDITOR):
        assert await numbers(desk, await desk.staff(role), "lamp") == both
    assert await numbers(desk, None, "lamp") == both
    await desk.follow(taken, gus, user=bob)
    assert await numbers(desk, bob, "lamp") == [taken.id]


async def test_notes_are_found_by_nobody(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann)
    await desk.note(ticket, gus, text="Confidential")
    for who in (ann, gus, None, await desk.staff(Role.ADMIN)):
        assert await numbers(desk, who, "confidential") == []


async def test_what_was_changed_is_found_as_it_is_now(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann, "Lamp", description="Old")
    comment = (await desk.comment(ticket, ann, "Hello")).comment
    await desk.comment(ticket, ann, "Goodbye")
    await desk.update(ticket, gus, title="Chair")
    await desk.edit(comment, ann, "Welcome")
    for query, found in (("lamp", []), ("hello", []), *((word, [ticket.id]) for word in ("chair", "old"))):
        assert await numbers(desk, ann, query) == found, query
    assert await numbers(desk, ann, "welcome goodbye chair") == [ticket.id]


async def test_conditions(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    low = await desk.create(ann, "Lamp", priority=Priority.LOW)
    desk.clock.advance(timedelta(hours=1))
    high = await desk.take(await desk.create(ann, "Lamp", priority=Priority.HIGH), gus)
    wanted: list[tuple[dict[str, object], list[int]]] = [
        ({"states": frozenset({State.OPEN})}, [low.id]),
        ({"categories": frozenset({Category.DONE})}, []),
        ({"priorities": frozenset({Priority.HIGH})}, [high.id]),
        ({"assignee_id": gus.id}, [high.id]),
        ({"unassigned": True}, [low.id]),
        ({"reporter_id": gus.id}, []),
        ({"follower_id": gus.id}, []),
        ({"created_from": desk.clock.now()}, [high.id]),
        ({"created_before": desk.clock.now()}, [low.id]),
    ]
    for conditions, found in wanted:
        assert await numbers(desk, ann, "lamp", **conditions) == found, conditions
        assert await numbers(desk, ann, f"#{high.id}", **conditions) == [n for n in found if n == high.id]


async def test_highlights(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    long = "x " * 150 + "a LAMP and lamps " + "y " * 150
    ticket = await desk.create(ann, "<b>Lamp</b>", description=long, location="Café")
    await desk.comment(ticket, ann, "First lamp")
    newest = (await desk.comment(ticket, ann, "Lmap!")).comment
    await desk.comment(ticket, ann, "Thanks")
    await desk.note(ticket, gus, text="The lamp is ours")
    [hit] = await hits(desk, ann, "lamp")
    marked = {each.field: [each.text[start:end] for start, end in each.ranges] for each in hit.highlights}
    assert marked == {Field.TITLE: ["Lamp"], Field.DESCRIPTION: ["LAMP", "lamps"], Field.COMMENT: ["Lmap"]}
    assert [each.text for each in hit.highlights][::2] == ["<b>Lamp</b>", "Lmap!"]
    assert all(len(each.text) <= 200 for each in hit.highlights)
    assert [each.comment_id for each in hit.highlights] == [None, None, newest.id]
    [hit] = await hits(desk, ann, "café")
    assert [each.field for each in hit.highlights] == [Field.LOCATION]
    [hit] = await hits(desk, ann, f"#{ticket.id}")
    assert hit.highlights == []


async def test_pages(desk: Desk) -> None:
    ann = await desk.person()
    made = [(await desk.create(ann, "Lamp")).id for _ in range(103)]
    asked = SearchTickets(principal=desk.as_(ann), query="lamp", page_size=40)
    found, sizes = [], []
    while True:
        page = await desk.do.search.search_tickets(asked)
        found += [hit.ticket.id for hit in page.items]
        sizes.append(len(page.items))
        if not page.next_token:
            break
        asked = replace(asked, page_token=page.next_token)
    assert (found, sizes) == (made[:2:-1], [40, 40, 20])
    for change in ({"query": "lamps"}, {"principal": desk.as_(None)}, {"overdue": True}):
        with pytest.raises(PageTokenInvalidError):
            await desk.do.search.search_tickets(replace(asked, **change))


async def test_a_search_costs_four_statements_whatever_it_finds(
    postgres_desk: Desk, statements_run: StatementsRun
) -> None:
    desk = postgres_desk
    ann = await desk.person()
    for _ in range(30):
        await desk.comment(await desk.create(ann, "Lamp"), ann, "Lamp!")
    for size in (1, 30):
        with statements_run() as statements:
            assert len(await hits(desk, ann, "lamp", page_size=size)) == size
        # The acting person, the words, the tickets, and what was said on them.
        assert len(statements) == 4
