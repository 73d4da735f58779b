"""Where it is: from the list, understood from what was typed, scanned from a wall."""

import pytest

from bot_service.application.views.tickets import TicketView
from bot_testing.talker import STICKER, Talker
from bot_testing.world import World


@pytest.fixture
def building(world: World) -> World:
    """A site of two buildings, with rooms of the same names, and one of 20 rooms."""
    world.places.put("HQ", "Head office")
    world.places.put("B1", "Building 1", "HQ")
    world.places.put("B1-101", "Room 101", "B1")
    world.places.put("B1-K", "Kitchen", "B1")
    world.places.put("B2", "Building 2", "HQ")
    world.places.put("B2-101", "Room 101", "B2")
    world.places.put("LAB", "Laboratory")
    for number in range(20):
        world.places.put(f"LAB-{number:02}", f"Bench {number}", "LAB")
    return world


def sent(world: World) -> TicketView:
    return world.tickets.tickets[max(world.tickets.tickets)]


async def asked_where(talker: Talker) -> None:
    await talker.says("/new")
    await talker.says("Lamp is broken")


async def finished(talker: Talker) -> None:
    await talker.taps("🟡")
    await talker.taps("✅")


async def test_a_desk_without_places_asks_for_words_alone(world: World, ann: Talker) -> None:
    await asked_where(ann)
    assert list(ann.last.buttons) == ["Skip", "✖️ Cancel"]
    await ann.says("Room 1")
    await finished(ann)
    assert (sent(world).location, sent(world).place) == ("Room 1", "")


async def test_a_place_is_chosen_from_the_list(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.taps("🗂")
    assert list(ann.last.buttons) == ["Head office ›", "Laboratory ›", "⬅️ Back", "✖️ Cancel"]
    await ann.taps("Head office")
    assert "📍 Here: Head office" in ann.last.buttons
    await ann.taps("Building 1")
    assert "Head office, Building 1" in ann.last.text
    await ann.taps("⬅️ Back")
    await ann.taps("Building 2")
    await ann.taps("Room 101")
    assert "How urgent" in ann.last.text
    await finished(ann)
    assert (sent(building).location, sent(building).place) == ("Head office, Building 2, Room 101", "B2-101")
    assert len(ann.chat) == 2, "the list is drawn in place"


async def test_the_one_building_there_is_needs_no_choice(world: World, ann: Talker) -> None:
    world.places.put("HQ", "Head office")
    world.places.put("HQ-1", "First floor", "HQ")
    world.places.put("HQ-101", "Room 101", "HQ-1")
    await asked_where(ann)
    await ann.taps("🗂")
    assert list(ann.last.buttons) == ["📍 Here: Head office", "First floor ›", "⬅️ Back", "✖️ Cancel"]
    await ann.taps("First floor")
    await ann.taps("⬅️ Back")
    assert "📍 Here: Head office" in ann.last.buttons
    await ann.taps("⬅️ Back")
    assert "Skip" in ann.last.buttons, "the question, which led there"


async def test_what_is_around_can_be_chosen_and_the_way_back_leads_to_the_question(
    building: World, ann: Talker
) -> None:
    await asked_where(ann)
    await ann.taps("🗂")
    await ann.taps("⬅️ Back")
    assert "Where is it?" in ann.last.text
    assert "Skip" in ann.last.buttons
    await ann.taps("🗂")
    await ann.taps("Head office")
    await ann.taps("📍 Here")
    await finished(ann)
    assert (sent(building).location, sent(building).place) == ("Head office", "HQ")


async def test_long_lists_have_pages(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.taps("🗂")
    await ann.taps("Laboratory")
    assert "Bench 15" in ann.last.buttons
    assert "Bench 16" not in ann.last.buttons
    await ann.taps("More")
    assert "Bench 16" in ann.last.buttons
    assert "More ▶️" not in ann.last.buttons
    await ann.taps("Bench 19")
    await finished(ann)
    assert sent(building).place == "LAB-19"


@pytest.mark.parametrize("typed", ["b2-101", "Building 2, room 101", "room 101 building 2", "ROOM 101, B2"])
async def test_what_names_one_place_is_that_place(building: World, ann: Talker, typed: str) -> None:
    await asked_where(ann)
    await ann.says(typed)
    assert "How urgent" in ann.last.text
    await finished(ann)
    assert sent(building).place == "B2-101"
    assert sent(building).location == "Head office, Building 2, Room 101"


async def test_what_may_be_several_places_is_asked(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.says("room 101, by the door")
    assert "Which of these do you mean?" in ann.last.text
    assert list(ann.last.buttons)[:2] == [
        "Room 101 · Head office, Building 1",
        "Room 101 · Head office, Building 2",
    ]
    await ann.taps("Room 101 · Head office, Building 2")
    await finished(ann)
    assert sent(building).place == "B2-101"
    assert sent(building).location == "Head office, Building 2, Room 101 (room 101, by the door)"


async def test_a_typo_is_understood_and_ones_own_words_can_stay(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.says("kichen")
    assert "Kitchen · Head office, Building 1" in ann.last.buttons
    await ann.taps("✍️")
    await finished(ann)
    assert (sent(building).location, sent(building).place) == ("kichen", "")


async def test_what_is_no_place_of_the_desk_is_taken_as_it_is(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.says("Room 999")
    assert "How urgent" in ann.last.text
    await finished(ann)
    assert (sent(building).location, sent(building).place) == ("Room 999", "")


async def test_a_photo_instead_of_an_answer_loses_nothing(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.says("kichen")
    await ann.sends_photo("p1")
    assert "How urgent" in ann.last.text
    await finished(ann)
    assert sent(building).location == "kichen"
    assert len(sent(building).attachments) == 1


@pytest.mark.usefixtures("building")
async def test_other_input_gets_a_sentence_and_the_question_stays(ann: Talker) -> None:
    await asked_where(ann)
    await ann.taps("🗂")
    listed = ann.last
    await ann.sends(sticker=STICKER)
    assert "cannot make a request of this" in ann.last.text
    await ann.says("/foo")
    await ann.taps("Head office", listed)
    await ann.taps("📍 Here", listed)
    await ann.taps("🟡", listed)
    assert "check your request" in listed.text


async def test_an_edit_of_what_was_typed_is_understood_like_it(building: World, ann: Talker) -> None:
    await asked_where(ann)
    update = ann.message(text="kichen")
    await building.feed(update)
    await ann.edits(update["message"]["message_id"], text="kitchen")
    assert "How urgent" in ann.last.text
    await finished(ann)
    assert sent(building).place == "B1-K"


async def test_recent_places_keep_their_code(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.says("B1-K")
    await finished(ann)
    await asked_where(ann)
    await ann.taps("Head office, Building 1, Kitchen")
    await finished(ann)
    assert (sent(building).number, sent(building).place) == (2, "B1-K")
    building.places.archive("B1")
    await asked_where(ann)
    await ann.taps("Head office, Building 1, Kitchen")
    await finished(ann)
    assert (sent(building).number, sent(building).place) == (3, "")


async def test_a_place_that_was_closed_meanwhile(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.taps("🗂")
    await ann.taps("Head office")
    building.places.archive("B1")
    answer = await ann.taps("Building 1")
    assert "Where is it?" in ann.last.text
    assert not answer.show_alert
    await ann.taps("🗂")
    await ann.taps("Head office")
    await ann.taps("Building 2")
    building.places.archive("B2")
    answer = await ann.taps("Room 101")
    assert "changed" in answer.text
    assert "Where is it?" in ann.last.text


async def test_a_request_whose_place_was_closed_is_sent_with_its_words(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.says("B1-K")
    await ann.taps("🟡")
    building.places.archive("B1")
    await ann.taps("✅")
    assert (sent(building).location, sent(building).place) == ("Head office, Building 1, Kitchen", "")


async def test_a_scanned_code_says_where(building: World, ann: Talker) -> None:
    await ann.says("/start loc_b1-k")
    assert "You are here: Head office, Building 1, Kitchen" in ann.last.text
    assert "What is wrong?" in ann.last.text
    await ann.says("The tap drips")
    await finished(ann)
    assert (sent(building).title, sent(building).place) == ("The tap drips", "B1-K")


async def test_a_scanned_code_completes_what_has_no_place_yet(building: World, ann: Talker) -> None:
    await ann.says("The tap drips")
    await ann.says("/start loc_B1-K")
    assert "How urgent" in ann.last.text
    await finished(ann)
    assert (sent(building).title, sent(building).place) == ("The tap drips", "B1-K")


@pytest.mark.parametrize(("label", "title"), [("🗑", "New one"), ("📍 Go on", "Lamp is broken")])
async def test_a_scanned_code_does_not_move_another_request_by_itself(
    building: World, ann: Talker, label: str, title: str
) -> None:
    await asked_where(ann)
    await ann.says("B2-101")
    await ann.says("/start loc_B1-K")
    assert "Lamp is broken" in ann.last.text
    await ann.taps(label)
    if label == "🗑":
        await ann.says("New one")
    await finished(ann)
    assert (sent(building).title, sent(building).place) == (title, "B1-K")


@pytest.mark.parametrize("code", ["NOWHERE", "B1", "", "<b>&", "x" * 60])
async def test_a_code_of_no_open_place_still_begins_a_request(
    building: World, ann: Talker, code: str
) -> None:
    building.places.archive("B1")
    await ann.says(f"/start loc_{code}")
    assert "What is wrong?" in ann.last.text
    await asked_where(ann)
    await ann.says("Room 1")
    await finished(ann)
    assert sent(building).place == ""


async def test_a_corrected_place_is_another_one(building: World, ann: Talker) -> None:
    await asked_where(ann)
    await ann.says("B1-K")
    await finished(ann)
    for said, place in (("B2-101", "B2-101"), ("somewhere else", "")):
        await ann.taps("✏️ Correct", ann.card(1))
        await ann.taps("📍")
        await ann.says(said)
        assert building.tickets.tickets[1].place == place


async def test_places_in_russian(building: World, gus: Talker) -> None:
    building.places.put("DOM", "Главный корпус")
    building.places.put("DOM-1", "Переговорная №1", "DOM")
    await gus.says("/new")
    await gus.says("Не горит свет")
    await gus.says("переговорка 1")
    assert "Какое из этих мест" in gus.last.text
    await gus.taps("Переговорная №1")
    await gus.taps("🟡")
    await gus.taps("✅")
    assert sent(building).place == "DOM-1"
