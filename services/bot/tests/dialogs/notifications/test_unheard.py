"""A reporter who cannot be reached: the desk's people hear of it in their own chat, and never read "sent"."""

from dataclasses import replace

import pytest

from bot_service.adapters.inbound.telegram.notifications.unheard import UnheardNews
from bot_testing.talker import Talker
from bot_testing.world import World


async def lose(world: World, talker: Talker) -> None:
    chat = await world.desk.chats.get(talker.id)
    assert chat is not None
    await world.desk.chats.save(replace(chat, reachable=False))


async def test_a_reply_to_somebody_out_of_reach_is_saved_not_sent(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    await lose(world, ann)
    await bob.answers(bob.card(1), "Which lamp?")
    await bob.taps("✅ Send")
    assert "Saved for the reporter of #1" in bob.last.text
    assert "Which lamp?" in bob.last.text
    count = len(bob.chat)
    await world.news()
    assert len(bob.chat) == count, "said once"


async def test_whoever_changes_a_request_is_told_that_its_reporter_does_not_hear_of_it(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    await lose(world, ann)
    heard = len(gus.chat)
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    assert "Ann cannot be reached in Telegram right now" in bob.last.text
    assert "#1 “Lamp”" in bob.last.text
    assert len(gus.chat) == heard


async def test_who_has_the_request_is_told_when_nothing_arrives(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    tell = UnheardNews(world.desk)
    assert await tell(ann.id, [1]) == [], "nobody has it, and nobody said anything"
    await gus.taps("🙋 Взять", gus.card(1))
    calls = await tell(ann.id, [1, 4711])
    assert [(call.chat_id, call.ticket) for call in calls] == [(gus.id, 1)]
    world.carry_out(calls)
    assert "связаться в Telegram сейчас не получается" in gus.last.text
    assert await tell(bob.id, [1]) == [], "a colleague's chat concerns nobody"
    world.users.deactivate(world.tickets.tickets[1].assignee)
    assert await tell(ann.id, [1]) == [], "who is shut out hears nothing of the desk"


@pytest.mark.parametrize("chat_id", [4711, -100])
async def test_of_a_chat_that_is_nobodys_nobody_is_told(world: World, ann: Talker, chat_id: int) -> None:
    await ann.reports()
    await world.news()
    assert await UnheardNews(world.desk)(chat_id, [1]) == ()


async def test_the_card_says_it_to_the_desks_people_for_as_long_as_it_is_so(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    assert "cannot be reached" not in bob.card(1).text
    await lose(world, ann)
    await bob.says("/ticket 1")
    assert "From: Ann\n📭 They cannot be reached in Telegram right now" in bob.card(1).text
    await ann.says("/ticket 1")
    assert "cannot be reached" not in ann.card(1).text
    await bob.says("/ticket 1")
    assert "cannot be reached" not in bob.card(1).text, "she has written to the bot"


async def test_who_has_the_request_is_told_that_nobody_knows_whether_it_arrived(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    (call,) = await UnheardNews(world.desk)(ann.id, [1], is_unsure=True)
    assert call.chat_id == bob.id
    assert "I cannot tell whether <b>Ann</b> got the last message about #1" in call.arguments["text"]
    assert await UnheardNews(world.desk)(gus.id, [1], is_unsure=True) == [], (
        "only of what its reporter is told"
    )


async def test_a_reply_to_somebody_who_was_shut_out_is_saved_and_goes_nowhere(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    world.users.deactivate(world.users.named("Ann"))
    await bob.answers(bob.card(1), "Which lamp?")
    await bob.taps("✅ Send")
    assert "Saved for the reporter of #1. They were shut out of this desk" in bob.last.text
    heard = len(ann.chat)
    await world.news()
    assert len(ann.chat) == heard


async def test_who_asks_somebody_who_is_not_in_telegram_is_told(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("👤 For somebody else")
    await ann.says("Julia")
    await ann.taps("✅ Send")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps_data("t:q:1::0", bob.card(1))
    await bob.says("Which lamp?")
    assert "They are not in Telegram yet" in bob.last.text
    assert "has your question" not in bob.last.text
    await world.news()
    assert "Bob has a question on request #1" in ann.last.text, "as Bob was told"
    assert "Which lamp?" in ann.last.text
    await ann.replies(ann.last, "The one by the door")
    await world.news()
    assert "The one by the door" in bob.last.text
    await bob.answers(bob.card(1), "Which one?")
    await bob.taps("✅ Send")
    assert "Saved for the reporter of #1. They are not in Telegram yet" in bob.last.text
