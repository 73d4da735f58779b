"""One topic per request in its reporter's chat, whatever is deleted, refused or switched off: against the simulator."""

import itertools
from dataclasses import dataclass, replace
from typing import ClassVar

import pytest

from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.application.commands.deliveries.attempts import DeliveryOutcome
from bot_service.domain.deliveries.outgoing import (
    SENT_BY,
    THREAD,
    MessageRole,
)
from bot_testing.sending import Telegram
from fixline_local.telegram.client import PersonClient
from fixline_local.telegram.client_messages import Message

from .topic_chat import TopicChat


@dataclass(slots=True)
class Chat(TopicChat):
    seconds_between: ClassVar[float] = 10

    @property
    def rita(self) -> PersonClient:
        return self.person

    def counts(self, message: Message) -> bool:
        return message.from_bot


@pytest.fixture
async def chat(telegram: Telegram) -> Chat:
    # Budgets have tests of their own.
    telegram.limiter.clock = itertools.count(step=100.0).__next__
    await telegram.people.switch_topics(enabled=True)
    return Chat(telegram, telegram.rita.id, telegram.rita)


async def test_the_topic_is_made_first_and_holds_the_card_and_the_news(chat: Chat) -> None:
    await chat.say(chat.card("card"), chat.notice("news"))
    await chat.deliver()
    (topic,) = await chat.rita.topics()
    assert (topic["name"], topic["icon"]) == ("#7 Lamp", "❗️")
    assert await chat.shown() == [("card", topic["id"]), ("news", topic["id"])]
    assert (await chat.calls("createForumTopic"), await chat.calls("pinChatMessage")) == (1, 1)
    links = await chat.telegram.replica.rows("SELECT DISTINCT thread_id FROM message_links")
    assert links == [(topic["id"],)]
    await chat.say(chat.card("card, changed"), cause="tickets/7/events/2")
    await chat.deliver()
    assert await chat.shown() == [("card, changed", topic["id"]), ("news", topic["id"])]


async def test_a_topic_that_the_person_deleted_is_made_again_with_its_card(chat: Chat) -> None:
    await chat.say(chat.card("card"))
    await chat.deliver()
    (before,) = await chat.rita.topics()
    await chat.rita.delete_topic(before["id"])
    await chat.say(chat.notice("news"), cause="tickets/7/events/2")
    await chat.deliver()
    (after,) = await chat.rita.topics()
    assert after["id"] != before["id"]
    assert await chat.shown() == [("card", after["id"]), ("news", after["id"])]
    assert chat.telegram.crashes == []


async def test_where_it_is_made_again_and_again_in_vain_the_news_come_in_the_chat_itself(chat: Chat) -> None:
    await chat.telegram.people.add_fault(
        method="sendMessage", status=400, description="message thread not found", times=6
    )
    await chat.say(chat.notice("news"))
    await chat.deliver()
    assert await chat.shown() == [("news", None)]
    assert chat.telegram.crashes == []


async def test_switched_off_meanwhile_it_is_said_in_the_chat_and_no_topic_asked_for_again(chat: Chat) -> None:
    await chat.say(chat.card("card"))
    await chat.deliver()
    await chat.telegram.people.switch_topics(enabled=False)
    asked = await chat.calls("createForumTopic")
    await chat.say(chat.notice("news"), cause="tickets/7/events/2")
    await chat.deliver()
    assert ("news", None) in await chat.shown()
    assert await chat.calls("createForumTopic") == asked + 1
    await chat.say(chat.notice("more"), cause="tickets/7/events/3")
    assert await chat.deliver() == [DeliveryOutcome.SENT]
    assert ("more", None) in await chat.shown()
    assert await chat.calls("createForumTopic") == asked + 1
    assert chat.telegram.crashes == []
    # Later it is tried again, and then less often.
    await chat.telegram.people.switch_topics(enabled=True)
    await chat.telegram.replica.rows(
        "UPDATE topics SET put_off_until = put_off_until - make_interval(hours => 25) RETURNING 1"
    )
    await chat.say(chat.notice("at last"), cause="tickets/7/events/4")
    await chat.deliver()
    *_, topic = await chat.rita.topics()
    assert ("at last", topic["id"]) in await chat.shown()
    assert await chat.telegram.replica.rows("SELECT refusals, put_off_until FROM topics") == [(0, None)]


async def test_an_answer_in_a_topic_that_is_gone_comes_in_the_chat_itself(chat: Chat) -> None:
    answer = chat.made("sendMessage", "your requests", **{THREAD: 4711})
    await chat.say(answer)
    assert await chat.deliver() == [DeliveryOutcome.RETRIED, DeliveryOutcome.SENT]
    assert await chat.shown() == [("your requests", None)]


async def test_a_card_of_before_is_followed_by_one_in_the_topic(chat: Chat) -> None:
    await chat.say(chat.made("sendMessage", "old card", role=MessageRole.CARD))
    await chat.deliver()
    await chat.say(chat.card("card"), cause="tickets/7/events/2")
    await chat.deliver()
    (topic,) = await chat.rita.topics()
    assert await chat.shown() == [("old card", None), ("card", topic["id"])]


async def test_a_look_at_the_card_elsewhere_leaves_the_live_one_in_the_topic(chat: Chat) -> None:
    await chat.say(chat.card("card"), chat.made("sendMessage", "list", role=MessageRole.OTHER))
    await chat.deliver()
    (topic,) = await chat.rita.topics()
    listed = next(each for each in await chat.rita.messages() if each.text == "list")
    looks = [
        chat.made("editMessageText", "card", role=MessageRole.CARD, message_id=listed.id),
        chat.made("sendMessage", "card", role=MessageRole.CARD),
    ]
    await chat.say(*looks, cause="updates/1/2")
    await chat.deliver()
    await chat.say(chat.card("card, changed"), cause="tickets/7/events/2")
    await chat.deliver()
    assert await chat.shown() == [("card, changed", topic["id"]), ("card", None), ("card", None)]


async def test_what_is_said_anew_of_a_deleted_message_is_said_in_its_topic(chat: Chat) -> None:
    await chat.say(chat.card("card"), chat.notice("news"))
    await chat.deliver()
    (topic,) = await chat.rita.topics()
    told = {SENT_BY: {"cause": "tickets/7/events/1", "n": 1}}
    await chat.telegram.people.add_fault(
        method="editMessageText", status=400, description="Bad Request: message to edit not found"
    )
    await chat.say(
        replace(chat.made("editMessageText", "news, corrected", **told), edits_card=False),
        cause="tickets/7/events/2",
    )
    assert await chat.deliver() == [DeliveryOutcome.RETRIED, DeliveryOutcome.SENT]
    assert (await chat.shown())[-1] == ("news, corrected", topic["id"])
    links = "SELECT role, thread_id FROM message_links ORDER BY message_id"
    inside = [(role, topic["id"]) for role in ("card", "other", "notice")]
    assert await chat.telegram.replica.rows(links) == inside


async def test_of_a_topic_that_nobody_answered_for_another_one_is_made_after_a_while(chat: Chat) -> None:
    await chat.telegram.people.add_fault(method="createForumTopic", reset="after")
    await chat.say(chat.notice("news"))
    assert (await chat.telegram.deliver_next()).outcome is DeliveryOutcome.WAITING
    topics = SqlTopics(chat.telegram.replica.database)
    assert await topics.begin(chat.rita.id, 7) > 0
    await chat.telegram.replica.rows(
        "UPDATE topics SET begun_at = begun_at - make_interval(secs => 30) RETURNING 1"
    )
    await chat.telegram.replica.pass_time(30)
    assert await chat.deliver() == [DeliveryOutcome.SENT]
    assert await chat.calls("createForumTopic") == 2
    assert (await chat.shown())[0][0] == "news"
