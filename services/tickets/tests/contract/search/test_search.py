"""What a search finds, in which order, and for whom: the same on every set of adapters."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixline_testing.beyond_types import loosely
from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.queries.search.highlights import Field
from tickets_service.application.queries.search.search_tickets import SearchHit, SearchTickets
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import Category, State
from tickets_testing.desk import Desk, StatementsRun
from tickets_testing.verbs import Doer


async def hits(desk: Desk, who: Doer, query: str, **more: object) -> list[SearchHit]:
    asked = loosely(SearchTickets, principal=desk.as_(who), query=query, **more)
    return list((await desk.do.search.search_tickets(asked)).items)


async def numbers(desk: Desk, who: Doer, query: str, **more: object) -> list[int]:
    return [hit.ticket.id for hit in await hits(desk, who, query, **more)]


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


async def test_beginnings_and_typos_count_less(desk: Desk) -> None:
    ann = await desk.person()
    exact = (await desk.create(ann, "Printer")).id
    longer = (await desk.create(ann, "Printers")).id
    swapped = (await desk.create(ann, "Pirnter")).id
    await desk.create(ann, "Window")
    assert (await numbers(desk, ann, "printer"))[0] == exact
    assert set(await numbers(desk, ann, "printer")) == {exact, longer, swapped}
    assert set(await numbers(desk, ann, "print")) == {exact, longer}
    for typo in ("printr", "prinnter", "pranter", "rpinter"):
        assert exact in await numbers(desk, ann, typo), typo
    assert await numbers(desk, ann, "panther") == []


async def test_words_with_digits_and_short_words_are_taken_literally(desk: Desk) -> None:
    ann = await desk.person()
    room, door = (await desk.create(ann, "Room b17")).id, (await desk.create(ann, "Red door")).id
    assert await numbers(desk, ann, "b17") == [room]
    assert await numbers(desk, ann, "b18") == await numbers(desk, ann, "b1") == []
    assert await numbers(desk, ann, "rad") == []
    assert await numbers(desk, ann, "re") == [door]


async def test_other_languages(desk: Desk) -> None:
    ann = await desk.person()
    lamp = (await desk.create(ann, "ЛАМПА не работает", description="Ёлка у Größe Café")).id
    tower = (await desk.create(ann, "東京タワー")).id
    for query in ("лампа", "Лампа РАБОТАЕТ", "ламп", "ламра", "ёлка", "GRÖßE", "café", "cafe\u0301"):
        assert await numbers(desk, ann, query) == [lamp], query
    assert await numbers(desk, ann, "東京タワー") == await numbers(desk, ann, "東京") == [tower]


async def test_yo_and_ye_are_one_letter(desk: Desk) -> None:
    ann = await desk.person()
    ice = (await desk.create(ann, "Лёд на ступенях")).id
    everything = (await desk.create(ann, "Всё сломано")).id
    plain = (await desk.create(ann, "Елка упала")).id
    for query, found in (
        *(("лед", ice), ("лёд", ice), ("ЛЁД", ice), ("ле\u0308д", ice)),
        *(("все", everything), ("Всё", everything), ("ёлка", plain), ("елка", plain), ("ёл", plain)),
    ):
        assert await numbers(desk, ann, query) == [found], query
    [hit] = await hits(desk, ann, "лед")
    assert [each.text[start:end] for each in hit.highlights for start, end in each.ranges] == ["Лёд"]


async def test_the_beginning_of_a_number_finds_it(desk: Desk) -> None:
    ann = await desk.person()
    part = (await desk.create(ann, "Pump P-117B leaks")).id
    bill = (await desk.create(ann, "Bill INV2024000815")).id
    plain = (await desk.create(ann, "Serial 47110815")).id
    invoice = (await desk.create(ann, "Invented")).id
    for query, found in (
        *(("P-117", part), ("P-117B", part), ("p117", part), ("117", part), ("117b", part)),
        *(("INV2024", bill), ("inv2024000815", bill), ("inv20240", bill), ("4711", plain), ("471108", plain)),
    ):
        assert await numbers(desk, ann, query) == [found], query
    assert await numbers(desk, ann, "inv") == [invoice]
    for query in ("11", "P-118", "INV2025", "INV2024000816"):
        assert await numbers(desk, ann, query) == [], query
    # Its number finds a ticket; nothing that begins like it does.
    assert await numbers(desk, ann, f"{part}") == [part]


async def test_joined_and_hyphenated_are_one(desk: Desk) -> None:
    ann = await desk.person()
    hyphenated = (await desk.create(ann, "No wi-fi here")).id
    joined = (await desk.create(ann, "WiFi is slow")).id
    apart = (await desk.create(ann, "The wi fi router")).id
    soft = (await desk.create(ann, "A wi\u00adfi antenna")).id
    for query in ("wifi", "wi-fi", "Wi\u2011Fi", "WI\u2010FI"):
        found = await numbers(desk, ann, query)
        assert set(found) - {apart} == {hyphenated, joined, soft}, query
    assert (await numbers(desk, ann, "wi-fi"))[-1] == apart
    assert set(await numbers(desk, ann, "fi")) == {hyphenated, apart, soft}
    assert await numbers(desk, ann, "wi-fi slow") == [joined]
    shown = {
        hit.ticket.id: [each.text[start:end] for each in hit.highlights for start, end in each.ranges]
        for hit in await hits(desk, ann, "wi-fi")
    }
    assert shown == {hyphenated: ["wi-fi"], joined: ["WiFi"], apart: ["wi", "fi"], soft: ["wi\u00adfi"]}


async def test_a_number_finds_its_ticket_first(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    first = await desk.create(ann, "Lamp")
    other = await desk.create(ann, f"As in {first.id}")
    theirs = await desk.create(bob, "Chair")
    for query in (str(first.id), f"#{first.id}", f" # {first.id} "):
        assert await numbers(desk, ann, query) == [first.id, other.id]
    assert await numbers(desk, ann, f"lamp {first.id}") == [first.id]
    for query in (f"#{theirs.id}", "#4711", f"#{10**18}", f"#{10**30}", "#0"):
        assert await numbers(desk, ann, query) == [], query


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


@pytest.mark.parametrize("query", ["", "   ", "\x00", "\n\t\x07", "x" * 4_001])
async def test_queries_that_are_none(desk: Desk, query: str) -> None:
    with pytest.raises(InvalidArgumentError):
        await hits(desk, await desk.person(), query)


ODD = [
    *("'", "''", "\\", "!!!", "& | ! ( ) <->", ":*", "lamp:*", "lamp:A", "!lamp", "lamp & !lamp", "(lamp"),
    *("'lamp", "\\'lamp", "lamp\x00lamp", "\x1b[31mlamp", "~0", "'~0'", "%", "_", "lamp; DROP TABLE", "🦄"),
    *(
        "\u202elamp",
        "ﷺ" * 100,
        "x" * 4_000,
        "lamp " * 800,
        " ".join(str(n) for n in range(900)),
        "İ",
        "ß" * 999,
    ),
]


@pytest.mark.parametrize("query", ODD)
async def test_odd_queries_have_plain_answers(desk: Desk, query: str) -> None:
    ann = await desk.person()
    await desk.create(ann, "Lamp")
    assert len(await hits(desk, ann, query)) <= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(query=st.text(min_size=1, max_size=60) | st.text(alphabet="lamp 'éЛ&|!:*()<>-~\\%", min_size=1))
async def test_any_text_is_an_answerable_query(postgres_desk: Desk, query: str) -> None:
    desk = postgres_desk
    try:
        assert await hits(desk, None, query) == []
    except InvalidArgumentError:
        assert not query.strip() or not any(letter.isprintable() for letter in query.replace(" ", ""))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(max_size=200))
async def test_any_text_can_be_written(postgres_desk: Desk, text: str) -> None:
    desk = postgres_desk
    ann = await desk.person(telegram_id=77)
    try:
        ticket = await desk.create(ann, "Lamp", description=text)
        await desk.comment(ticket, ann, f"Hello {text}")
    except InvalidArgumentError:
        return
    assert ticket.id in await numbers(desk, ann, f"lamp {ticket.id}")


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
