"""What people put on a message about their request."""

import pytest

from bot_testing.shown import Shown
from bot_testing.talker import Talker
from bot_testing.world import World


@pytest.fixture
async def answer(world: World, ann: Talker, bob: Talker) -> Shown:
    """Bob's answer to Ann's request, as she reads it."""
    await ann.reports("Lamp is <b>broken", "Room 1")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    await bob.answers(bob.card(1), "On my way")
    await bob.taps("✅ Send")
    await world.news()
    assert "On my way" in ann.last.text
    return ann.last


async def test_staff_are_told_once(ann: Talker, bob: Talker, answer: Shown) -> None:
    said = len(ann.chat)
    await ann.reacts(answer, "👍")
    assert bob.last.text == "👍 Ann reacted so to a message about #1 “Lamp is <b>broken”."
    told = len(bob.chat)
    await ann.reacts(answer, "❤", before=["👍"])
    await ann.reacts(answer, before=["❤"])
    await ann.reacts(answer, "👍")
    assert len(bob.chat) == told
    assert len(ann.chat) == said, "nobody answers a thumb"
    await bob.replies(bob.last, "Done soon")
    assert bob.last.text.startswith("🔒 Noted on #1.")


async def test_who_is_shut_out_is_told_nothing(world: World, ann: Talker, bob: Talker, answer: Shown) -> None:
    world.users.deactivate(world.tickets.tickets[1].assignee)
    told = len(bob.chat)
    await ann.reacts(answer, "👍")
    assert len(bob.chat) == told


async def test_it_changes_nothing_that_is_under_way(world: World, ann: Talker, answer: Shown) -> None:
    await ann.says("/new")
    await ann.reacts(answer, "👍")
    await ann.says("Door squeaks")
    assert "Where is it" in ann.last.text
    assert not world.tickets.comments[1][1:]


async def test_other_reactions_are_nobodys_business(
    world: World, ann: Talker, bob: Talker, answer: Shown
) -> None:
    told = len(bob.chat)
    await bob.reacts(bob.card(1), "👍")
    await ann.says("/help")
    await ann.reacts(ann.last, "👍")
    await ann.reacts(Shown(id=4_711, method="sendMessage"), "👍")
    assert len(bob.chat) == told
    await world.feed(
        {
            "update_id": next(world.numbers),
            "message_reaction": {
                "chat": {"id": -100, "type": "supergroup", "title": "x"},
                "message_id": answer.id,
                "user": ann.user,
                "date": 0,
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": "👍"}],
            },
        }
    )
    assert len(bob.chat) == told


async def test_one_that_not_everybody_sees_is_told_all_the_same(
    world: World, ann: Talker, bob: Talker, answer: Shown
) -> None:
    await world.feed(
        {
            "update_id": next(world.numbers),
            "message_reaction": {
                "chat": {"id": ann.id, "type": "private", "first_name": "Ann"},
                "message_id": answer.id,
                "user": ann.user,
                "date": 0,
                "old_reaction": [],
                "new_reaction": [{"type": "custom_emoji", "custom_emoji_id": "5"}],
            },
        }
    )
    assert bob.last.text.startswith("💟 Ann")
