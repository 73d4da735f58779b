"""A topic for each request in its reporter's own chat, where private chats have topics."""

import pytest

from bot_service.domain.deliveries.outgoing import THREAD
from bot_testing.chats import GroupTopic
from bot_testing.shown import Shown
from bot_testing.talker import Talker
from bot_testing.world import BOT_ID, World


@pytest.fixture
def switched_on(world: World) -> World:
    world.private_topics.on = True
    return world


async def report(person: Talker, what: str = "Lamp is out", /, **more: object) -> None:
    await person.says("/new", **more)
    await person.says(what, **more)
    await person.taps("Skip")
    await person.taps("🟡 Normal")
    await person.taps("✅ Send")
    await person.world.news()


def topic_of(person: Talker, ticket: int) -> GroupTopic:
    return person.world.group_topics[person.id, ticket]


def thread_of(shown: Shown) -> int | None:
    found = shown.arguments.get(THREAD)
    return None if found is None else int(found)


@pytest.mark.usefixtures("switched_on")
async def test_the_card_is_in_the_topic_and_the_chat_says_where(ann: Talker) -> None:
    await report(ann)
    topic = topic_of(ann, 1)
    assert (topic.name, topic.icon) == ("#1 Lamp is out", "❗️")
    said, card = ann.chat[-2:]
    assert "“#1 Lamp is out”" in said.text
    assert not said.buttons
    assert thread_of(said) is None
    assert card is ann.card(1)
    assert thread_of(card) == topic.thread
    assert "Lamp is out" in card.text


async def test_news_come_there_and_the_topic_looks_as_the_request_stands(
    switched_on: World, ann: Talker, bob: Talker
) -> None:
    await report(ann)
    topic = topic_of(ann, 1)
    await bob.taps("🙋 Take", bob.card(1))
    await switched_on.news()
    assert topic.icon == "⚡️"
    assert thread_of(ann.last) == topic.thread
    await bob.answers(bob.card(1), "On my way")
    await bob.taps("✅ Send")
    await switched_on.news()
    assert "On my way" in ann.last.text
    assert thread_of(ann.last) == topic.thread
    await bob.taps("✅ Resolve", bob.card(1))
    await switched_on.news()
    await ann.taps("👍 Confirm")
    await switched_on.news()
    assert (topic.name, topic.icon, topic.is_closed) == ("✓ #1 Lamp is out", "🏁", False)
    assert all(thread_of(each) is None for each in bob.chat), "whoever works on it has no topics"


async def test_what_is_written_there_is_about_the_request(
    switched_on: World, ann: Talker, bob: Talker
) -> None:
    await report(ann)
    thread = topic_of(ann, 1).thread
    await ann.says("It smokes", message_thread_id=thread, is_topic_message=True)
    await ann.sends_photo("smoke", message_thread_id=thread, is_topic_message=True)
    await switched_on.news()
    assert "It smokes" in bob.last.text
    said, picture = switched_on.tickets.comments[1]
    assert said.text == "It smokes"
    assert picture.text.startswith("📎 photo-")
    await ann.says("The door squeaks")
    assert ann.last.text.startswith("Is this about #1 Lamp is out, or something new?")
    assert thread_of(ann.last) is None


async def test_what_is_asked_there_is_answered_there(switched_on: World, ann: Talker, bob: Talker) -> None:
    await report(ann)
    thread = topic_of(ann, 1).thread
    await ann.taps("💬 Comment", ann.card(1))
    assert thread_of(ann.last) == thread
    await ann.says("Third floor", message_thread_id=thread)
    assert [each.text for each in switched_on.tickets.comments[1]] == ["Third floor"]
    await report(ann, "Door squeaks", message_thread_id=thread)
    assert topic_of(ann, 2).name == "#2 Door squeaks"
    assert [each.text for each in switched_on.tickets.comments[1]] == ["Third floor"]
    assert bob.last.text


async def test_what_is_asked_elsewhere_is_not_answered_there(switched_on: World, ann: Talker) -> None:
    await report(ann)
    thread = topic_of(ann, 1).thread
    await ann.says("/new")
    await ann.says("It smokes", message_thread_id=thread)
    assert [each.text for each in switched_on.tickets.comments[1]] == ["It smokes"]
    await ann.says("Door squeaks")
    assert thread_of(ann.last) is None
    assert "Skip" in " ".join(ann.last.buttons)


async def test_a_look_at_a_card_elsewhere_leaves_the_one_in_the_topic(
    switched_on: World, ann: Talker, bob: Talker
) -> None:
    await report(ann)
    card = ann.card(1)
    await ann.says("#1")
    looked_at = ann.last
    assert thread_of(looked_at) is None
    assert ann.card(1) is card
    await bob.taps("🙋 Take", bob.card(1))
    await switched_on.news()
    assert "Bob" in card.text
    await ann.taps("💬 Comment", looked_at)
    assert thread_of(ann.last) is None


async def test_a_request_of_before_gets_its_topic_with_the_next_news(
    world: World, ann: Talker, bob: Talker
) -> None:
    await report(ann)
    assert (ann.id, 1) not in world.group_topics
    assert thread_of(ann.last) is None
    world.private_topics.on = True
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    thread = topic_of(ann, 1).thread
    assert thread_of(ann.card(1)) == thread
    assert thread_of(ann.last) == thread


async def test_a_topic_made_unanswered_is_known_and_a_second_one_taken_away(
    switched_on: World, ann: Talker
) -> None:
    await ann.says("/start")
    ours = {"id": BOT_ID, "is_bot": True, "first_name": "Desk"}

    async def told(thread: int, by: dict[str, object]) -> list[str]:
        created = {"name": "✓ #2 Door", "icon_color": 7322096}
        update = ann.message(forum_topic_created=created, message_thread_id=thread)
        update["message"]["from"] = by
        before = len(switched_on.made)
        await switched_on.feed(update)
        return [call.method for call in switched_on.made[before:]]

    await switched_on.topics.begin(ann.id, 2)
    assert await told(499, ann.user) == [], "a person's own topic"
    assert await told(501, ours) == []
    topic = await switched_on.topics.of(ann.id, 2)
    assert topic is not None
    assert topic.thread_id == 501
    assert await told(502, ours) == ["deleteForumTopic"]
    assert switched_on.made[-1].otherwise == (), "topics of private chats cannot be closed"
    names = [user.display_name for user in await switched_on.users.staff()]
    assert "Desk" not in names


@pytest.mark.usefixtures("switched_on")
async def test_in_a_topic_of_their_own_people_are_answered_there(ann: Talker) -> None:
    await ann.says("/my", message_thread_id=77)
    assert thread_of(ann.last) == 77
    await ann.says("The lamp is out", message_thread_id=77)
    assert thread_of(ann.last) == 77
