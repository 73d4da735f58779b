"""What people hear while nobody can read what they had begun (decision 39)."""

import pytest

from bot_service.application.ports.chats.conversations import ConversationKey, KeptConversation
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import BOT_ID, World


async def lose_sight_of(world: World, talker: Talker) -> None:
    """Let the next update find nothing, as while Valkey is away."""
    key = ConversationKey(bot_id=BOT_ID, chat_id=talker.id, user_id=talker.id)
    await world.conversations.save(key, 0, KeptConversation(), KeptConversation(is_out_of_reach=True))


async def test_who_answers_a_question_is_told_to_start_again_once_and_can(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("The lamp is dead")
    await lose_sight_of(world, ann)
    await ann.says("Room 214")
    told, offer = ann.chat[-2:]
    assert "start again" in told.text
    assert "Room 214" in offer.text
    await ann.taps("📝 New request")
    assert "start again" not in ann.chat[-1].text


async def test_commands_are_answered_as_ever(world: World, ann: Talker) -> None:
    await ann.says("/start")
    for command in ("/help", "/my", "/new"):
        await lose_sight_of(world, ann)
        await ann.says(command)
        assert "start again" not in ann.chat[-1].text


async def test_a_draft_that_cannot_be_read_is_not_said_to_be_gone(world: World, ann: Talker) -> None:
    for said in ("/new", "The lamp is dead", "Room 214"):
        await ann.says(said)
    await ann.taps("🟡")
    preview = ann.chat[-1]
    await lose_sight_of(world, ann)
    answer = await ann.taps("✅ Send")
    assert answer.show_alert
    assert "not lost" in answer.text
    assert len(answer.text) <= 200  # of an alert, in Telegram
    assert ann.chat[-1] is preview
    assert preview.buttons


@pytest.mark.parametrize(("language", "words"), [("en", "start again"), ("ru", "Начните заново")])
async def test_nothing_to_cancel_is_not_what_is_known(
    world: World, talker: TalkerFor, language: str, words: str
) -> None:
    rita = talker(9, "Rita", language)
    await rita.says("/new")
    await lose_sight_of(world, rita)
    await rita.says("/cancel")
    assert words in rita.chat[-1].text
