"""The preview: what it says, and what can be changed there."""

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World


async def at_the_preview(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.says("Room 1")
    await ann.taps("🟡 Normal")


async def test_a_picture_in_between_does_not_end_a_correction(world: World, ann: Talker) -> None:
    await at_the_preview(ann)
    await ann.taps("✏️ What")
    await ann.sends_photo("p1")
    assert "What is wrong?" in ann.last.text
    await ann.says("Both lamps")
    assert "Both lamps\n" in ann.last.text
    assert "Lamp\n" not in ann.last.text
    await ann.taps("📍 Where")
    for part in ("p2", "p3"):
        await ann.sends_photo(part, media_group_id="a")
    assert "Where is it?" in ann.last.text
    await ann.says("Room 2")
    await ann.taps("⏱ Urgency")
    await ann.sends_photo("p4")
    assert "How urgent" in ann.last.text
    await ann.taps("🔴 Urgent")
    assert "4 attachments" in ann.last.text
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[1]
    assert (ticket.title, ticket.description, ticket.location) == ("Both lamps", "", "Room 2")


@pytest.mark.parametrize("part", ["✏️ What", "📍 Where", "⏱ Urgency"])
async def test_whoever_thinks_better_of_a_correction_loses_nothing(
    world: World, ann: Talker, part: str
) -> None:
    world.places.put("HQ", "Head office")
    await at_the_preview(ann)
    await ann.sends_photo("p1")
    await ann.taps(part)
    assert not any(label.startswith("✖️") for label in ann.last.buttons)
    await ann.taps("⬅️ Back")
    assert "Please check your request" in ann.last.text
    assert "📎 1 attachment" in ann.last.text
    await ann.taps("✅ Send")
    assert world.tickets.tickets[1].location == "Room 1"


async def test_the_list_of_places_leads_back_to_the_preview_too(world: World, ann: Talker) -> None:
    world.places.put("HQ", "Head office")
    await at_the_preview(ann)
    await ann.taps("📍 Where")
    await ann.taps("🗂")
    assert list(ann.last.buttons) == ["Head office", "⬅️ Back"]
    await ann.taps("⬅️ Back")
    await ann.taps("⬅️ Back")
    assert "📍 Room 1" in ann.last.text


async def test_a_way_back_of_long_ago_is_outdated(ann: Talker) -> None:
    await at_the_preview(ann)
    await ann.taps("📍 Where")
    back = ann.last.buttons["⬅️ Back"]
    await ann.says("Room 2")
    assert "changed" in (await ann.taps_data(back, ann.last)).text
    assert "📍 Room 2" in ann.last.text


async def test_an_edit_in_between_does_not_end_a_correction(world: World, ann: Talker) -> None:
    await ann.says("/new")
    update = ann.message(text="Lapm")
    await world.feed(update)
    await ann.says("Room 1")
    await ann.taps("🟡 Normal")
    await ann.taps("📍 Where")
    await ann.edits(update["message"]["message_id"], text="Lamp")
    assert "Where is it?" in ann.last.text
    await ann.says("Room 2")
    assert "Lamp" in ann.last.text
    assert "📍 Room 2" in ann.last.text


async def test_albums_are_counted_where_they_are_shown(world: World, ann: Talker) -> None:
    for number in range(4):
        caption = {"caption": "Leak"} if not number else {}
        await ann.sends_photo(f"p{number}", media_group_id="a", **caption)
    assert len(ann.chat) == 1
    assert "4 attachments" in ann.last.text
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    count = len(ann.chat)
    for number in range(4, 7):
        await ann.sends_photo(f"p{number}", media_group_id="b")
    assert len(ann.chat) == count + 1
    assert "7 attachments" in ann.last.text
    await ann.taps("✅ Send")
    assert len(world.tickets.tickets[1].attachments) == 7


async def test_one_attachment_is_removed(world: World, ann: Talker) -> None:
    await at_the_preview(ann)
    assert "📎 Remove a file" not in ann.last.buttons
    world.contents |= {"d1": b"pdf", "d2": b"doc"}
    for number, name in enumerate(("plan.pdf", "bill.pdf"), start=1):
        document = {"file_id": f"d{number}", "file_unique_id": name, "file_name": name, "file_size": 3}
        await ann.sends(document=document)
    await ann.sends_photo("p1")
    preview = ann.last
    await ann.taps("📎 Remove a file", preview)
    assert preview is ann.last
    assert list(preview.buttons) == ["✖️ plan.pdf", "✖️ bill.pdf", "✖️ 🖼 Photo 3", "⬅️ Back"]
    removes = preview.buttons["✖️ bill.pdf"]
    await ann.taps("✖️ bill.pdf")
    assert "2 attachments" in preview.text
    await ann.taps_data(removes, preview)
    assert "2 attachments" in preview.text
    await ann.taps("📎 Remove a file")
    await ann.taps("⬅️ Back")
    await ann.taps("✅ Send")
    kept = [file.telegram_file_id for file in await world.files.list(1, limit=10)]
    assert kept == ["d1", "p1"]
