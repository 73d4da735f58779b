"""What the staff group sees of a ticket: its topic, its card, and what comes in."""

from bot_service.application.views.events import EventType
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


async def test_what_the_reporter_says_is_told_there_and_of_staff_their_notes_alone(
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
    await reported.news()
    assert len(agent.chat) == count
    await bob.replies(bob.card(1), "He broke it himself")
    await reported.news()
    assert agent.last.text == "🔒 Bob noted: He broke it himself"
    assert agent.last.arguments["message_thread_id"] == agent.topic(1).thread
    count += 1
    assert len(agent.chat) == count
    assert "On my way" in agent.card(1).text
    await bob.taps("✅ Resolve", bob.card(1))
    await reported.news()
    await ann.taps("👎 Not fixed")
    await ann.says("Still dark")
    await reported.news()
    assert any("Still dark" in each.text for each in agent.chat[count:])


async def test_without_a_group_nothing_is_said_anywhere(world: World, ann: Talker, agent: Member) -> None:
    await ann.reports()
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


async def test_a_note_is_repeated_corrected_and_taken_back_there_unless_it_was_written_there(
    reported: World, agent: Member, bob: Talker, ann: Talker
) -> None:
    count = len(agent.chat)
    await agent.says_on(1, "He broke it himself")
    await reported.news()
    assert len(agent.chat) == count, "all there have read it"
    message = reported.updates[-1]["message"]["message_id"]
    await agent.edits(message, text="She broke it", message_thread_id=agent.topic(1).thread)
    await reported.news()
    assert not any("noted" in each.text for each in agent.chat)
    heard = len(ann.chat)
    await bob.replies(bob.card(1), "Ask her <first>")
    said = reported.updates[-1]["message"]["message_id"]
    await reported.news()
    repeated = agent.last
    assert repeated.text == "🔒 Bob noted: Ask her <first>"
    await bob.edits(said, text="Ask him first", reply_to_message=None)
    await reported.news()
    assert repeated.text == "🔒 Note of Bob, corrected: Ask him first"
    # A reply to it is a note again, and nothing of all this reaches the reporter.
    answer = {"message_id": repeated.id, "date": agent.clock, "chat": {"id": -1, "type": "supergroup"}}
    await agent.says_on(1, "I did", reply_to_message=answer)
    await reported.news()
    assert [each.internal for each in reported.tickets.comments[1]] == [True] * 3
    assert not any("first" in each.text or "I did" in each.text for each in ann.chat[heard:])
