"""Messages of every kind that people can send: a Live Photo is a photo, a checklist is text."""

import pytest

from bot_service.adapters.inbound.telegram.updates.reading import prepared
from bot_testing.talker import Json, Talker, photo
from bot_testing.world import World

CLIP: Json = {
    "file_id": "clip",
    "file_unique_id": "c",
    "width": 9,
    "height": 9,
    "duration": 2,
    "file_size": 5,
}
OSM = "https://osm.org/?mlat=59.938600&mlon=30.314100"
POINT: Json = {"latitude": 59.9386, "longitude": 30.3141}
TEXTS: list[tuple[Json, str]] = [
    (
        {
            "checklist": {
                "title": "Second floor",
                "tasks": [
                    {"id": 1, "text": "Lamp"},
                    {"id": 2, "text": "Tap", "completion_date": 1_700_000_000},
                ],
            }
        },
        "Second floor\n☐ Lamp\n☑ Tap",
    ),
    (
        {
            "poll": {
                "id": "1",
                "question": "When may we come?",
                "options": [{"text": "Monday", "voter_count": 0}, {"text": "Friday", "voter_count": 0}],
                "total_voter_count": 0,
                "type": "regular",
            }
        },
        "When may we come?\n• Monday\n• Friday",
    ),
    ({"contact": {"phone_number": "+7 900", "first_name": "Eve", "last_name": "Adams"}}, "Eve Adams, +7 900"),
    ({"location": POINT}, f"📍 59.938600, 30.314100 {OSM}"),
    (
        {"venue": {"location": POINT, "title": "Depot", "address": "Sea St 3"}, "location": POINT},
        f"Depot, Sea St 3\n📍 59.938600, 30.314100 {OSM}",
    ),
    (
        {
            "rich_message": {
                "blocks": [
                    {"type": "heading", "size": 1, "text": "Leak"},
                    {
                        "type": "paragraph",
                        "text": [
                            "See ",
                            {"type": "url", "text": {"type": "bold", "text": "guide"}, "url": "https://a.b"},
                        ],
                    },
                    {"type": "divider"},
                    {
                        "type": "list",
                        "items": [
                            {
                                "label": "1.",
                                "has_checkbox": True,
                                "is_checked": True,
                                "blocks": [{"type": "paragraph", "text": "Tap"}],
                            },
                            {"label": "2.", "blocks": [{"type": "paragraph", "text": "Lamp"}]},
                        ],
                    },
                    {
                        "type": "table",
                        "cells": [
                            [
                                {"align": "left", "valign": "top", "text": "Room"},
                                {"align": "left", "valign": "top", "text": "214"},
                            ]
                        ],
                    },
                ]
            }
        },
        "Leak\nSee guide (https://a.b)\n☑ Tap\n2. Lamp\nRoom | 214",
    ),
    (
        {
            "rich_message": {
                "blocks": [
                    {"type": "paragraph", "text": {"type": "of a later Bot API", "text": "No light"}},
                    {"type": "of a later Bot API", "text": "in the hall"},
                ]
            }
        },
        "No light\nin the hall",
    ),
]


@pytest.mark.parametrize(("content", "text"), TEXTS)
async def test_what_is_read_as_text(world: World, ann: Talker, content: Json, text: str) -> None:
    await ann.sends(**content)
    assert text in ann.last.text
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[1]
    assert (ticket.description or ticket.title) == text


async def test_a_shared_position_is_a_place(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("No light")
    await ann.sends(location=POINT)
    assert "How urgent" in ann.last.text
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert OSM in world.tickets.tickets[1].location


async def test_a_live_photo_is_its_picture_and_its_clip(world: World, ann: Talker) -> None:
    world.contents |= {"still": b"jpeg", "clip": b"film"}
    await ann.sends(photo=photo("still"), live_photo=CLIP, caption="It flickers")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    assert "2 attachments" in ann.last.text
    await ann.taps("✅ Send")
    assert [(each.telegram_file_id, each.kind) for each in await world.files.list(1, limit=9)] == [
        ("still", "photo"),
        ("clip", "video"),
    ]


async def test_an_album_of_live_photos(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("They flicker")
    for part in ("one", "two"):
        world.contents |= {part: b"jpeg", f"{part}-clip": b"film"}
        clip = CLIP | {"file_id": f"{part}-clip", "photo": photo(part)}
        await ann.sends(live_photo=clip, media_group_id="a1")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    shown = [each.telegram_file_id for each in await world.files.list(1, limit=9)]
    assert shown == ["one", "one-clip", "two", "two-clip"]


async def test_an_unfit_clip_leaves_the_picture(world: World, ann: Talker) -> None:
    world.contents["still"] = b"jpeg"
    await ann.sends(photo=photo("still"), live_photo={"duration": 2}, caption="It flickers")
    assert "1 attachment" in ann.last.text


async def test_the_pictures_of_a_rich_message_are_attached(world: World, ann: Talker) -> None:
    world.contents |= {"first": b"jpeg", "second": b"film"}
    film = {"file_id": "second", "file_unique_id": "s", "width": 9, "height": 9, "duration": 2}
    blocks = [
        {"type": "paragraph", "text": "Two of them"},
        {"type": "collage", "blocks": [{"type": "photo", "photo": photo("first")}]},
        {"type": "video", "video": film, "caption": {"text": "at night"}},
    ]
    await ann.sends(rich_message={"blocks": blocks})
    assert "Two of them\nat night" in ann.last.text
    assert "2 attachments" in ann.last.text


async def test_a_rich_message_is_flat_wherever_it_stands_before_a_model_reads_it(ann: Talker) -> None:
    text = [{"type": "bold", "text": "No"}, {"type": "italic", "text": [" light"]}]
    rich = {"blocks": [{"type": "paragraph", "text": text}]}
    flat = {"blocks": [{"type": "paragraph", "text": "No light"}]}
    assert prepared({"message": {"rich_message": rich, "reply_to_message": {"rich_message": rich}}}) == {
        "message": {"rich_message": flat, "reply_to_message": {"rich_message": flat}}
    }
    await ann.sends(rich_message=rich)
    assert "No light" in ann.last.text
    await ann.replies(ann.last, "Lamp", external_reply={"rich_message": rich, "origin": {"type": "?"}})
    assert "Lamp" in ann.last.text
