"""Whatever comes at whatever moment: a sentence, or what it says, and a dialog that goes on to its end."""

import pytest

from bot_testing.talker import STICKER, Json, Talker, photo
from bot_testing.world import World

FILE: Json = {"file_id": "f", "file_unique_id": "u", "file_size": 9}
KINDS: dict[str, Json] = {
    "sticker": {"sticker": STICKER},
    "video note": {"video_note": FILE | {"length": 240, "duration": 3}},
    "live photo": {
        "photo": photo("p"),
        "live_photo": FILE | {"width": 9, "height": 9, "duration": 2, "photo": photo("p")},
    },
    "paid media": {"paid_media": {"star_count": 5, "paid_media": [{"type": "preview"}]}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "Tea?",
            "options": [{"text": "yes", "voter_count": 0, "persistent_id": "1"}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    },
    "contact": {"contact": {"phone_number": "+491234", "first_name": "Max"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
}
UNSUPPORTED = {"sticker", "paid media", "dice"}


async def asked_what(ann: Talker) -> None:
    await ann.says("/new")


async def asked_where(ann: Talker) -> None:
    await asked_what(ann)
    await ann.says("Lamp")


async def asked_how_urgent(ann: Talker) -> None:
    await asked_where(ann)
    await ann.says("Room 5")


async def shown_a_preview(ann: Talker) -> None:
    await asked_how_urgent(ann)
    await ann.taps("🟡 Normal")


REACHED = {
    "what": asked_what,
    "where": asked_where,
    "urgency": asked_how_urgent,
    "preview": shown_a_preview,
}


async def finished(ann: Talker) -> None:
    """Answer whatever is still asked, and send."""
    labels: list[str] = []
    for _ in range(6):
        labels = list(next(each for each in reversed(ann.chat) if each.buttons).buttons)
        if "✅ Send" in labels:
            await ann.taps("✅ Send")
            return
        wordless = next((label for label in labels if label.startswith("No words")), "")
        answer = next((each for each in ("🟡 Normal", "Skip", wordless) if each and each in labels), "")
        if answer:
            await ann.taps(answer)
        else:
            await ann.says("Lamp")
    raise AssertionError(f"no way to send: {labels}")


@pytest.mark.parametrize("stage", REACHED)
@pytest.mark.parametrize("kind", KINDS)
async def test_in_the_middle_of_a_request(world: World, ann: Talker, kind: str, stage: str) -> None:
    await REACHED[stage](ann)
    world.contents |= {"f": b"clip", "p": b"\xff\xd8 jpeg"}
    count = len(ann.chat)
    await ann.sends(**KINDS[kind])
    assert len(ann.chat) > count, "somebody who sends something hears something"
    if kind in UNSUPPORTED:
        assert "cannot make a request of this" in ann.last.text
    await finished(ann)
    (ticket,) = world.tickets.tickets.values()
    if stage != "what":
        assert ticket.title.startswith("Lamp")
    if kind in {"video note", "live photo"}:
        assert ticket.attachments


@pytest.mark.parametrize("kind", KINDS)
async def test_out_of_the_blue(world: World, ann: Talker, kind: str) -> None:
    world.contents |= {"f": b"clip", "p": b"\xff\xd8 jpeg"}
    await ann.sends(**KINDS[kind])
    if kind in UNSUPPORTED:
        assert "cannot make a request of this" in ann.last.text
        return
    assert ann.last.buttons, "it is offered as a request"
    assert not world.tickets.tickets


@pytest.mark.parametrize("kind", KINDS)
async def test_where_a_comment_is_asked_for(world: World, ann: Talker, kind: str) -> None:
    await shown_a_preview(ann)
    await ann.taps("✅ Send")
    await ann.taps("💬 Comment")
    world.contents |= {"f": b"clip", "p": b"\xff\xd8 jpeg"}
    await ann.sends(**KINDS[kind])
    if kind in UNSUPPORTED:
        assert "cannot make a request of this" in ann.last.text
        await ann.says("It smokes")
    (said,) = world.tickets.comments[1]
    assert said.text


@pytest.mark.parametrize("kind", KINDS)
async def test_where_an_agent_is_to_answer(world: World, ann: Talker, bob: Talker, kind: str) -> None:
    await shown_a_preview(ann)
    await ann.taps("✅ Send")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✍️", bob.card(1))
    world.contents |= {"f": b"clip", "p": b"\xff\xd8 jpeg"}
    await bob.sends(**KINDS[kind])
    if kind in UNSUPPORTED:
        assert "cannot make a request of this" in bob.last.text
        await bob.says("On my way")
    assert not world.tickets.comments[1], "it is shown before it goes out"
    await bob.taps("✅ Send")
    (said,) = world.tickets.comments[1]
    assert said.by_staff
