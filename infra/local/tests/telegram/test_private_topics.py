"""Private chats with topics: each limit and each refusal that bots rely on."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from fixline_local.telegram.client import ActionRefusedError, PersonClient, TelegramPeople


async def drained(bot: Bot) -> list[str]:
    found = await bot.get_updates()
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return [update.message.content_type for update in found if update.message is not None]


async def test_only_the_owner_of_a_bot_switches_them_on(
    bot: Bot, people: TelegramPeople, rita: PersonClient
) -> None:
    me = await bot.get_me()
    assert (me.has_topics_enabled, me.allows_users_to_create_topics) == (False, False)
    with pytest.raises(TelegramBadRequest, match="the chat is not a forum"):
        await bot.create_forum_topic(rita.id, "#1 Lamp")
    await people.switch_topics(enabled=True)
    made = await bot.create_forum_topic(rita.id, "#1 Lamp")
    me = await bot.get_me()
    assert (me.has_topics_enabled, me.allows_users_to_create_topics) == (True, False)
    await people.switch_topics(enabled=False)
    assert await rita.topics() == []
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(rita.id, "news", message_thread_id=made.message_thread_id)


async def test_a_topic_is_made_written_in_renamed_and_never_closed(
    bot: Bot, people: TelegramPeople, rita: PersonClient
) -> None:
    await people.switch_topics(enabled=True)
    await drained(bot)
    icons = {each.emoji: each.custom_emoji_id for each in await bot.get_forum_topic_icon_stickers()}
    made = await bot.create_forum_topic(rita.id, "#1 Lamp", icon_custom_emoji_id=icons["❗️"])
    thread = made.message_thread_id
    sent = await bot.send_message(rita.id, "card", message_thread_id=thread)
    assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
    assert await bot.edit_forum_topic(rita.id, thread, name="✓ #1 Lamp", icon_custom_emoji_id=icons["🏁"])
    assert await rita.topics() == [{"id": thread, "name": "✓ #1 Lamp", "icon": "🏁", "closed": False}]
    for change in (bot.close_forum_topic, bot.reopen_forum_topic):
        with pytest.raises(TelegramBadRequest, match="the chat is not a supergroup"):
            await change(rita.id, thread)
    assert await bot.pin_chat_message(rita.id, sent.message_id)
    told = ["forum_topic_created", "forum_topic_edited", "pinned_message"]
    assert await drained(bot) == told, "of its own service messages a bot is told"
    await rita.send_text("still dark", thread=thread)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (thread, True)
    assert await bot.delete_forum_topic(rita.id, thread)
    assert await rita.topics() == []


async def test_people_delete_topics_and_make_some_where_the_owner_lets_them(
    bot: Bot, people: TelegramPeople, rita: PersonClient
) -> None:
    await people.switch_topics(enabled=True)
    made = await bot.create_forum_topic(rita.id, "#1 Lamp")
    with pytest.raises(ActionRefusedError, match="only the bot makes topics"):
        await rita.create_topic("Mine")
    await drained(bot)
    await rita.delete_topic(made.message_thread_id)
    assert await drained(bot) == [], "bots are not told that a topic was deleted"
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(rita.id, "news", message_thread_id=made.message_thread_id)
    with pytest.raises(TelegramBadRequest, match="TOPIC_ID_INVALID"):
        await bot.edit_forum_topic(rita.id, made.message_thread_id, name="#1")
    await people.switch_topics(enabled=True, made_by_people=True)
    own = await rita.create_topic("Mine")
    assert await drained(bot) == ["forum_topic_created"]
    assert (await bot.send_message(rita.id, "hi", message_thread_id=own)).message_thread_id == own
