"""With one free hand: a picture or a spoken message is enough, and an urgency may be typed."""

import pytest

from bot_service.adapters.inbound.telegram.dialogs.words.urgencies import urgency_in
from bot_service.domain.tickets.priority import Priority
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World

FILE = {"file_id": "F", "file_unique_id": "u", "file_size": 3, "duration": 1}


@pytest.mark.parametrize(
    ("language", "content", "labels", "title"),
    [
        ("en", {"voice": FILE}, ("📝 Without", "Skip", "🟠 High", "✅ Send"), "Voice message"),
        ("ru", {"video_note": {**FILE, "length": 1}}, ("📝 ", "Пропустить", "🟠", "✅ Отправить"), "Видео"),
    ],
)
async def test_a_request_by_taps_alone(
    world: World,
    talker: TalkerFor,
    language: str,
    content: dict[str, object],
    labels: tuple[str, ...],
    title: str,
) -> None:
    person = talker(7, "Ann", language)
    world.contents["F"] = b"ogg"
    await person.sends(**content)
    for label in labels:
        await person.taps(label)
    ticket = world.tickets.tickets[1]
    assert (ticket.title, ticket.description, len(ticket.attachments)) == (title, "", 1)


async def test_what_is_sent_without_words_is_called_by_its_place(world: World, ann: Talker) -> None:
    await ann.sends_photo("P1")
    await ann.taps("📝 Without")
    await ann.says("second floor")
    await ann.says("high")
    assert "Photo, second floor\n" in ann.last.text
    await ann.taps("✅ Send")
    assert world.tickets.tickets[1].title == "Photo, second floor"


async def test_the_title_can_still_be_changed(world: World, ann: Talker) -> None:
    await ann.sends_photo("P1")
    await ann.taps("📝 Without")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    old = ann.last.buttons["✅ Send"]
    await ann.taps("✏️ What")
    await ann.says("Lamp is broken")
    assert "Lamp is broken" in ann.last.text
    assert ann.last.buttons["✅ Send"] != old, "a preview without the words sends nothing"
    await ann.taps("✅ Send")
    assert world.tickets.tickets[1].title == "Lamp is broken"


async def test_a_picture_sent_to_the_question_what_is_wrong(ann: Talker) -> None:
    await ann.says("/new")
    assert "📝 Without a description" not in ann.last.buttons
    await ann.sends_photo("P1")
    await ann.taps("📝 Without")
    assert "Where is it?" in ann.last.text


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("high", Priority.HIGH),
        ("High!", Priority.HIGH),
        ("🟠 High", Priority.HIGH),
        ("срочно", Priority.URGENT),
        ("Очень срочно!!!", Priority.URGENT),
        ("не срочно", Priority.LOW),
        ("Not urgent", Priority.LOW),
        ("it is urgent please", Priority.URGENT),
        ("подождёт", Priority.LOW),
        ("обычная", Priority.MEDIUM),
        ("не очень срочно", Priority.MEDIUM),
        ("high or low", None),
        ("", None),
        ("5", None),
        ("the lamp on the high shelf also smokes a lot", None),
    ],
)
def test_urgencies_in_words(text: str, priority: Priority | None) -> None:
    assert urgency_in(text) is priority


@pytest.mark.parametrize("text", ["high", "срочно"])
async def test_a_typed_urgency_is_understood(ann: Talker, text: str) -> None:
    await ann.says("/new Lamp")
    await ann.taps("Skip")
    await ann.says(text)
    assert "Please check your request" in ann.last.text


async def test_whatever_else_is_said_there_is_not_lost(ann: Talker) -> None:
    await ann.says("/new Lamp")
    await ann.taps("Skip")
    await ann.says("The door does not close either")
    assert ann.last.text == "I added that to the description.\n\nHow urgent is it?"
    await ann.taps("🟡 Normal")
    assert "Lamp\nThe door does not close either\n" in ann.last.text
