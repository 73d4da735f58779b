"""The key by which a position is shared: put up when asked for, gone when it is answered or not asked any more."""

from typing import Any

import pytest

from bot_service.domain.places.position import Position
from bot_testing.shown import Shown
from bot_testing.talker import STICKER, Json, Talker, TalkerFor
from bot_testing.world import World

HERE: Json = {"latitude": 59.9400, "longitude": 30.3141}


@pytest.fixture(autouse=True)
def sites(world: World) -> None:
    world.places.put("HQ", "Head office", position=Position(59.9386, 30.3141))


def key_of(shown: Shown) -> dict[str, Any] | None:
    rows = (shown.arguments.get("reply_markup") or {}).get("keyboard")
    return None if rows is None else dict(rows[0][0])


def takes_key_away(shown: Shown) -> bool:
    return bool((shown.arguments.get("reply_markup") or {}).get("remove_keyboard"))


async def asked(person: Talker, label: str) -> None:
    await person.says("/new")
    await person.says("Lamp")
    await person.taps(label)


@pytest.mark.parametrize(
    ("language", "label", "key"),
    [
        ("en", "📍 Where I am", "📍 Share my position"),
        ("ru", "📍 Я здесь", "📍 Отправить геопозицию"),
        ("de", "📍 Wo ich bin", "📍 Standort senden"),
    ],
)
async def test_a_tap_puts_it_up_and_the_position_takes_it_away(
    talker: TalkerFor, language: str, label: str, key: str
) -> None:
    zoe = talker(9, "Zoe", language)
    await asked(zoe, label)
    assert key_of(zoe.last) == {"text": key, "request_location": True}
    await zoe.sends(location=HERE)
    away, offer = zoe.chat[-2:]
    assert takes_key_away(away)
    assert next(iter(offer.buttons)).startswith("Head office")


@pytest.mark.parametrize(("key", "app"), [("📍 Share my position", "en"), ("📍 Standort senden", "de")])
async def test_an_app_that_sends_the_words_of_the_key_is_helped(ann: Talker, key: str, app: str) -> None:
    await asked(ann, "📍 Where I am")
    await ann.says(key)
    said, question = ann.chat[-2:]
    assert said.text.startswith("Your app has not sent a position"), app
    assert "Skip" in question.buttons
    await ann.says("Room 5")
    assert any(takes_key_away(each) for each in ann.chat[-2:])
    assert "How urgent" in ann.last.text


async def test_whatever_is_no_place_is_asked_for_again(world: World, ann: Talker) -> None:
    await asked(ann, "📍 Where I am")
    contact = {"phone_number": "+491234", "first_name": "Max"}
    await ann.sends(contact=contact)
    assert ann.chat[-2].text.startswith("I cannot read a place from that")
    await ann.sends(sticker={**STICKER})
    assert "Lamp" not in ann.last.text
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert world.tickets.tickets[1].location == ""


async def test_whoever_cancels_has_no_key_left(ann: Talker) -> None:
    await asked(ann, "📍 Where I am")
    await ann.says("/cancel")
    assert any(takes_key_away(each) for each in ann.chat[-2:])
    count = len(ann.chat)
    await ann.says("/my")
    assert len(ann.chat) == count + 1, "once"
