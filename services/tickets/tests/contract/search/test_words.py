"""Which words find which: beginnings, typos, languages, numbers."""

from tickets_testing.desk import Desk

from .searching import hits, numbers


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
