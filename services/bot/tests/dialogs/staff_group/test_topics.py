"""What the staff group sees of a ticket: its topic, its card, and what comes in."""

from bot_service.application.views import EventType
from bot_testing.member import GROUP, Member
from bot_testing.talker import Talker
from bot_testing.world import BOT_ID, World


async def test_a_ticket_has_a_topic_whose_icon_says_its_state_and_which_closes_with_it(
    reported: World, agent: Member, ann: Talker, bob: Talker
) -> None:
    topic = agent.topic(1)
    assert (topic.name, topic.icon, topic.is_closed) == ("#1 Lamp is out", "❗️", False)
    card = agent.card(1)
    assert "Lamp is out" in card.text
    assert list(card.buttons) == ["🙋 Take", "More…"]
    assert card.arguments["message_thread_id"] == topic.thread
    await agent.taps("🙋 Take", card)
    await reported.news()
    assert topic.icon == "⚡️"
    assert card.disabled == ["🔒 Taken by Bob"]
    assert list(card.buttons) == ["More…"]
    await bob.taps("✅ Resolve", bob.card(1))
    await reported.news()
    assert (topic.icon, topic.is_closed) == ("✅", False)
    await ann.taps("👍 Confirm")
    await reported.news()
    assert (topic.icon, topic.is_closed) == ("🏁", True)
    assert [each.id for each in agent.chat if "Lamp is out" in each.text] == [card.id], "drawn in place"


async def test_what_the_reporter_says_is_told_there_and_what_staff_say_is_not(
    reported: World, agent: Member, ann: Talker, bob: Talker
) -> None:
    await agent.taps("🙋 Take", agent.card(1))
    await reported.news()
    await ann.replies(ann.last, "It smokes <now>")
    await reported.news()
    assert agent.last.text.startswith("💬 Ann: It smokes <now>")
    assert agent.last.arguments["message_thread_id"] == agent.topic(1).thread
    count = len(agent.chat)
    await bob.answers(bob.card(1), "On my way")
    await bob.taps("✅ Send")
    await bob.replies(bob.card(1), "He broke it himself")
    await reported.news()
    assert len(agent.chat) == count
    assert "On my way" in agent.card(1).text
    await bob.taps("✅ Resolve", bob.card(1))
    await reported.news()
    await ann.taps("👎 Not fixed")
    await ann.says("Still dark")
    await reported.news()
    assert any("Still dark" in each.text for each in agent.chat[count:])


async def test_without_a_group_nothing_is_said_anywhere(world: World, ann: Talker, agent: Member) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert [event.type for event in world.tickets.events] == [EventType.TICKET_CREATED]
    await world.news()
    assert agent.chat == []


async def test_a_topic_whose_making_was_not_answered_is_known_and_a_second_one_taken_away(
    reported: World, agent: Member
) -> None:
    ours = {"id": BOT_ID, "is_bot": True, "first_name": "Desk"}
    created = {"name": "#2 Door", "icon_color": 7322096}

    async def told(thread: int, by: dict[str, object]) -> list[str]:
        update = agent.message(forum_topic_created=created, message_thread_id=thread)
        update["message"]["from"] = by
        before = len(reported.made)
        await reported.feed(update)
        return [call.method for call in reported.made[before:]]

    assert await told(500, agent.user) == []
    assert await reported.topics.of(GROUP, 2) is None, "a person's topic is no ticket's"
    await reported.topics.begin(GROUP, 2)
    assert await told(501, ours) == []
    topic = await reported.topics.of(GROUP, 2)
    assert topic is not None
    assert topic.thread_id == 501
    assert await told(501, ours) == []
    assert await told(502, ours) == ["deleteForumTopic"]
    assert reported.made[-1].arguments == {"message_thread_id": 502}
