"""/queue."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World

CHIPS = ["To be taken", "Mine", "Overdue", "Waiting", "All"]


def numbers(talker: Talker) -> list[str]:
    return [label for label in talker.last.buttons if label.startswith("#")]


async def test_what_is_due_first_comes_first_and_says_so(world: World, ann: Talker, bob: Talker) -> None:
    for text in ("Lamp", "Door", "Tap", "Roof"):
        await ann.reports(text, "Room 1")
    world.tickets.change(2, next_due=world.now + timedelta(hours=2))
    world.tickets.change(3, next_due=world.now - timedelta(minutes=1))
    world.tickets.change(4, next_due=world.now - timedelta(hours=3))
    await bob.says("/queue")
    assert numbers(bob) == ["#4", "#3", "#2", "#1"]
    lines = bob.last.text.split("\n\n")
    assert lines[0] == "Waiting to be taken"
    assert lines[1] == "#4 Roof\n⏰\u00a03 hours late · 🟡 Normal · 📍\u00a0Room 1 · 👤\u00a0Ann · just now"
    assert "⏰\u00a0overdue" in lines[2]
    assert "⏰\u00a02 hours left" in lines[3]
    assert "⏰" not in lines[4]


async def test_choices_are_kept_in_the_buttons(world: World, ann: Talker, bob: Talker) -> None:
    for text in ("Lamp", "Door", "Tap"):
        await ann.reports(text, "Room 1")
    world.tickets.change(1, assignee=world.users.named("Bob"), state=TicketState.IN_PROGRESS)
    world.tickets.change(2, assignee=world.users.named("Bob"), state=TicketState.WAITING_VENDOR)
    world.tickets.change(3, next_due=world.now - timedelta(minutes=1))
    await bob.says("/queue")
    listed = bob.last
    chips = ["✓ To be taken 1", "Mine 2", "Overdue 1", "Waiting 1", "All 3"]
    assert list(listed.buttons) == ["#3", *chips, "☑️ Several at once"]
    assert [label for label, style in listed.styles.items() if style] == ["✓ To be taken 1"]
    for chip, found, head in (
        ("Mine", ["#1", "#2"], "Assigned to you"),
        ("Overdue", ["#3"], "Overdue"),
        ("Waiting", ["#2"], "Waiting for an answer or a supplier"),
        ("All", ["#3", "#1", "#2"], "All open requests"),
    ):
        await bob.taps(chip, listed)
        assert numbers(bob) == found
        assert listed.text.split("\n")[0] == head
        assert any(label.startswith(f"✓ {chip} ") for label in listed.buttons)
    await bob.taps("✓ All", listed)
    assert numbers(bob) == ["#3", "#1", "#2"], "the one that is shown reads it anew"
    assert bob.last is listed
    await bob.taps("#1", listed)
    assert bob.last is bob.card(1)


async def test_an_empty_one_says_so_and_leads_on(ann: Talker, bob: Talker, gus: Talker) -> None:
    await gus.says("/queue")
    listed = gus.last
    assert "Все заявки разобраны" in listed.text
    for chip, said in (
        ("Мои", "нет заявок в работе"),
        ("Просроченные", "Просроченных нет"),
        ("Ждут", "Никто не ждёт"),
        ("Все", "Открытых заявок нет"),
    ):
        await gus.taps(chip, listed)
        assert said in listed.text
    await ann.says("/queue")
    assert ann.last.text == "Only staff can see the queue. Your own requests are under /my."
    await bob.says("/queue")
    for data in bob.last.buttons.values():
        assert "Your role does not allow this" in (await ann.taps_data(data, ann.last)).text


async def test_only_dispatchers_and_admins_see_what_others_have(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports("Lamp", "Room 1")
    await ann.reports("Door", "Room 1")
    world.tickets.change(1, assignee=world.users.named("Bob"), state=TicketState.IN_PROGRESS)
    await gus.says("/queue")
    await gus.taps("Все")
    assert numbers(gus) == ["#2"]
    world.users.promote(world.users.named("Гусь"), Role.DISPATCHER)
    await gus.taps("✓ Все")
    assert numbers(gus) == ["#1", "#2"]
    assert "🛠\u00a0Bob" in gus.last.text
    await bob.says("/queue")
    await bob.taps("Mine")
    assert "🛠" not in bob.last.text


async def test_one_place_and_what_is_in_it(world: World, ann: Talker, bob: Talker) -> None:
    world.places.put("HQ", "Head office")
    world.places.put("B1", "Building 1", "HQ")
    world.places.put("B1-K", "Kitchen", "B1")
    world.places.put("LAB", "Laboratory")
    for text in ("Lamp", "Door", "Tap"):
        await ann.reports(text, "Room 1")
    world.tickets.change(1, place="B1-K")
    world.tickets.change(2, place="LAB")
    await bob.says("/queue")
    listed = bob.last
    await bob.taps("All", listed)
    await bob.taps("📍 Only one place", listed)
    assert list(listed.buttons) == ["Head office ›", "Laboratory", "⬅️ Back"]
    await bob.taps("Head office", listed)
    assert list(listed.buttons) == ["📍 Here: Head office", "Building 1 ›", "⬅️ Back"]
    await bob.taps("Building 1", listed)
    await bob.taps("⬅️ Back", listed)
    await bob.taps("📍 Here: Head office", listed)
    assert numbers(bob) == ["#1"]
    assert listed.text.split("\n")[:2] == ["All open requests", "📍\u00a0Head office"]
    await bob.taps("Mine", listed)
    assert "Nothing is assigned to you." in listed.text
    assert "✖️ Not only Head office" in listed.buttons, "a choice leaves the place as it is"
    await bob.taps("All", listed)
    await bob.taps("✖️ Not only Head office", listed)
    assert numbers(bob) == ["#1", "#2", "#3"]
    await bob.taps("📍 Only one place", listed)
    await bob.taps("Laboratory", listed)
    assert numbers(bob) == ["#2"]
    world.places.archive("LAB")
    await bob.taps("✓ All", listed)
    assert numbers(bob) == ["#2"]
    assert "✖️ Not only LAB" in listed.buttons
    for code in ("HQ", "LAB", "B1-K", "NONE"):
        world.places.archive(code)
    await bob.taps_data("qp:a:0:", listed)
    assert numbers(bob) == ["#1", "#2", "#3"], "there are no places any more"


async def test_many_places_have_pages(world: World, bob: Talker) -> None:
    for number in range(17):
        world.places.put(f"R{number:02}", f"Room {number}")
    await bob.says("/queue")
    await bob.taps("📍", bob.last)
    assert "Room 16" not in bob.last.buttons
    await bob.taps("More ▶️", bob.last)
    assert list(bob.last.buttons) == ["Room 16", "◀️ Back", "⬅️ Back"]
    await bob.taps_data("qp:u:400:", bob.last)
    assert "Room 16" in bob.last.buttons
    await bob.taps("Room 16", bob.last)
    assert "Nothing is waiting to be taken" in bob.last.text


async def test_a_page_that_is_no_longer_there(world: World, ann: Talker, bob: Talker) -> None:
    for number in range(1, 12):
        await ann.reports(f"Lamp {number}.", "Room 1")
    await bob.says("/queue")
    listed = bob.last
    await world.news()
    for number in (1, 2):
        await bob.taps("🙋 Take", bob.card(number))
    await bob.taps("More ▶️", listed)
    assert "Page" not in listed.text
    assert "#3 Lamp 3." in listed.text
    for number in range(3, 12):
        await bob.taps("🙋 Take", bob.card(number))
    await bob.taps_data("q:u:4:", listed)
    assert "Nothing is waiting to be taken" in listed.text
    await bob.taps("Mine", listed)
    await bob.taps("More ▶️", listed)
    assert "Page 2" in listed.text
    await bob.taps("◀️ Back", listed)
    assert "Page" not in listed.text


@pytest.mark.parametrize("data", ["q:x:0:", "q:u:-1:", "q:u:500:", "q:u:0:hq", "qp:u:0:😀", f"q:u:{2**70}:"])
async def test_buttons_that_nobody_drew(bob: Talker, data: str) -> None:
    await bob.says("/queue")
    assert "out of date" in (await bob.taps_data(data, bob.last)).text


async def test_buttons_of_when_it_was_two_lists(ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp", "Room 1")
    await bob.says("/queue")
    await bob.taps_data("l:a:0", bob.last)
    assert "Nothing is assigned to you." in bob.last.text
    await bob.taps_data("l:u:3", bob.last)
    assert numbers(bob) == ["#1"]


async def test_ages(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp", "Room 1")
    for seconds, age in ((3_600, "1 hour ago"), (47 * 3_600, "2 days ago"), (59, "2 days ago")):
        world.now += timedelta(seconds=seconds)
        await bob.says("/queue")
        assert age in bob.last.text


async def test_who_comes_late_hears_what_waits(ann: Talker, talker: TalkerFor) -> None:
    await ann.reports("Lamp", "Room 1")
    late = talker(20, "Bob")
    await late.says("/start")
    assert [shown.text.split("\n")[0] for shown in late.chat] == [
        late.chat[0].text.split("\n", maxsplit=1)[0],
        "Waiting to be taken",
    ]
    assert "#1 Lamp" in late.last.text
    await ann.says("/start")
    assert "Hello" in ann.last.text


async def test_how_many_there_are_is_said_as_it_is_now(world: World, ann: Talker, bob: Talker) -> None:
    await bob.says("/queue")
    listed = bob.last
    assert list(listed.buttons) == ["✓ To be taken", *CHIPS[1:]], "nothing is not counted"
    await ann.reports("Lamp", "Room 1")
    await bob.taps("✓ To be taken", listed)
    assert {"✓ To be taken 1", "All 1", "Mine"} <= set(listed.buttons)
    world.tickets.change(1, assignee=world.users.named("Bob"))
    await bob.taps("Mine", listed)
    assert {"To be taken", "✓ Mine 1", "All 1"} <= set(listed.buttons)


async def test_many_are_not_counted_to_the_end(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp", "Room 1")
    for number in range(2, 121):
        world.tickets.tickets[number] = replace(world.tickets.tickets[1], number=number)
    await bob.says("/queue")
    assert {"✓ To be taken 99+", "All 99+", "Mine"} <= set(bob.last.buttons)
