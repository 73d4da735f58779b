"""What a request is made with: pictures, albums and files of every kind."""

import re

import pytest

from bot_service.application.views.tickets import TicketView
from bot_testing.talker import Json, Talker
from bot_testing.world import World


def sent_by(world: World) -> list[TicketView]:
    return list(world.tickets.tickets.values())


async def test_a_picture_alone_is_asked_about(world: World, ann: Talker) -> None:
    await ann.sends_photo("p1")
    assert "What is wrong?" in ann.last.text
    await ann.says("Water on the floor")
    assert "Where is it?" in ann.last.text
    await ann.taps("Skip")
    await ann.taps("🟠 High")
    await ann.taps("✅ Send")
    (ticket,) = sent_by(world)
    assert len(ticket.attachments) == 1


async def test_an_album_is_one_offer_with_all_its_parts(world: World, ann: Talker) -> None:
    for number in range(3):
        caption = {"caption": "Three leaks"} if number == 0 else {}
        await ann.sends_photo(f"p{number}", media_group_id="a1", **caption)
    assert len(ann.chat) == 1
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    assert "3 attachments" in ann.last.text
    await ann.taps("✅ Send")
    assert [file.telegram_file_id for file in await world.files.list(1, limit=10)] == ["p0", "p1", "p2"]


async def test_an_album_that_comes_to_the_preview_needs_no_second_tap(world: World, ann: Talker) -> None:
    await ann.says("/new")
    number = await ann.says("Leak")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    for part in range(3):
        await ann.sends_photo(f"p{part}", media_group_id="a1")
    shown, send = ann.last, ann.last.buttons["✅ Send"]
    await ann.edits(number + 1, text="Big leak")
    answer = await ann.taps_data(send, shown)
    assert "changed" in answer.text, "a text that was not shown is not sent"
    assert not sent_by(world)
    for part in range(3, 6):
        await ann.sends_photo(f"p{part}", media_group_id="a2")
    await ann.taps("✅ Send", ann.last)
    (ticket,) = sent_by(world)
    assert len(ticket.attachments) == 6


async def test_what_of_an_album_has_no_room_is_said_once(ann: Talker) -> None:
    for number in range(9):
        await ann.sends_photo(
            f"p{number}", media_group_id="a1", **({"caption": "Leaks"} if not number else {})
        )
    assert "9 attachments" in ann.last.text
    count = len(ann.chat)
    for number in range(9, 13):
        await ann.sends_photo(f"p{number}", media_group_id="a2")
    said = [shown.text for shown in ann.chat[count:]]
    assert sum("at most 10 attachments" in text for text in said) == 1
    await ann.sends_photo("p13", media_group_id="a3")
    assert "at most 10 attachments" in ann.chat[-2].text
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    assert "10 attachments" in ann.last.text


async def test_an_album_whose_caption_comes_second(ann: Talker) -> None:
    await ann.sends_photo("p1", media_group_id="a1")
    await ann.sends_photo("p2", media_group_id="a1", caption="Leak")
    await ann.sends_photo("p3", media_group_id="a1")
    assert ["What is wrong?" in shown.text for shown in ann.chat] == [True, False]
    assert "Where is it?" in ann.last.text


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        ({"voice": {"duration": 3, "mime_type": "audio/ogg"}}, "voice", r"voice-\d+\.ogg"),
        ({"video": {"width": 1, "height": 1, "duration": 1, "file_name": "leak.mov"}}, "video", "leak.mov"),
        ({"video_note": {"length": 1, "duration": 1}}, "video", r"video-\d+\.mp4"),
        ({"document": {"file_name": "plan.pdf"}}, "document", "plan.pdf"),
        ({"audio": {"duration": 1}}, "document", r"document-\d+\.mp3"),
    ],
)
async def test_every_kind_of_file(
    world: World, ann: Talker, content: dict[str, Json], kind: str, name: str
) -> None:
    ((field, media),) = content.items()
    world.contents["f1"] = b"data"
    media = media | {"file_id": "f1", "file_unique_id": "u", "file_size": 4}
    await ann.sends(**{field: media})
    await ann.says("See above")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    (file,) = await world.files.list(1, limit=10)
    assert file.kind == kind
    assert re.fullmatch(name, file.file_name)


async def test_a_file_that_telegram_lost_is_taken_off_and_said(world: World, ann: Talker) -> None:
    await ann.sends_photo("p1", caption="Leak")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    del world.contents["p1"]
    answer = await ann.taps("✅ Send")
    assert "cannot be stored" in answer.text
    assert "attachment" not in ann.last.text
    await ann.taps("✅ Send")
    (ticket,) = sent_by(world)
    assert not ticket.attachments
