"""Groups with topics: each limit and each refusal that bots rely on."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.methods import EditEphemeralMessageText, SendMessage, TelegramMethod
from aiogram.types import (
    ChatMemberAdministrator,
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)

from fixline_local.telegram.client import ActionRefusedError, TelegramPeople
from fixline_local.telegram.members import STAFF_GROUP_RIGHTS
from fixline_local.telegram.people import ADA, ALEX, RITA
from fixline_local.telegram.simulator import TelegramSimulator

KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="More", callback_data="more")]])


async def forum_of(people: TelegramPeople, rights: tuple[str, ...] = STAFF_GROUP_RIGHTS) -> int:
    return await people.create_group("Staff", [ADA, ALEX], forum=True, rights=rights)


async def updates(bot: Bot) -> list[Update]:
    found = await bot.get_updates()
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return found


async def test_a_topic_is_made_changed_closed_and_opened_and_the_bot_is_told(
    bot: Bot, people: TelegramPeople
) -> None:
    group = await forum_of(people)
    (added,) = await updates(bot)
    assert added.my_chat_member is not None
    assert added.my_chat_member.chat.is_forum
    member = added.my_chat_member.new_chat_member
    assert isinstance(member, ChatMemberAdministrator)
    assert (member.can_manage_topics, member.can_pin_messages, member.can_promote_members) == (
        True,
        True,
        False,
    )
    icons = {each.emoji: each.custom_emoji_id for each in await bot.get_forum_topic_icon_stickers()}
    made = await bot.create_forum_topic(group, "#1 Lamp", icon_custom_emoji_id=icons["❗️"])
    thread = made.message_thread_id
    sent = await bot.send_message(group, "card", message_thread_id=thread)
    assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
    assert await bot.edit_forum_topic(group, thread, name="#1 Lamp", icon_custom_emoji_id=icons["✅"])
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.edit_forum_topic(group, thread, name="#1 Lamp")
    assert await bot.close_forum_topic(group, thread)
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.close_forum_topic(group, thread)
    ada = people.person(ADA, chat_id=group)
    assert await ada.topics() == [{"id": thread, "name": "#1 Lamp", "icon": "✅", "closed": True}]
    alex = people.person(ALEX, chat_id=group)
    with pytest.raises(ActionRefusedError, match="is closed"):
        await alex.send_text("too late", thread=thread)
    await bot.send_message(group, "administrators may", message_thread_id=thread)
    assert await bot.reopen_forum_topic(group, thread)
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.reopen_forum_topic(group, thread)
    assert await bot.pin_chat_message(group, sent.message_id)
    told = [update.message for update in await updates(bot) if update.message is not None]
    assert [message.content_type for message in told] == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "pinned_message",
    ]
    assert {message.message_thread_id for message in told} == {thread}
    assert all(message.from_user is not None and message.from_user.id == bot.id for message in told)


async def test_what_people_write_says_its_topic_and_replies_stay_there(
    bot: Bot, people: TelegramPeople
) -> None:
    group = await forum_of(people)
    thread = (await bot.create_forum_topic(group, "#1 Lamp")).message_thread_id
    card = await bot.send_message(group, "card", message_thread_id=thread)
    await updates(bot)
    alex = people.person(ALEX, chat_id=group)
    shown = await alex.wait_for(lambda message: message.id == card.message_id)
    await alex.send_text("a note", thread=thread)
    await alex.reply(shown, "a reply")
    await alex.send_text("in General")
    written = [update.message for update in await updates(bot) if update.message is not None]
    assert [message.message_thread_id for message in written] == [thread, thread, None]
    answer = await bot.send_message(group, "yes", reply_to_message_id=written[0].message_id)
    assert answer.message_thread_id == thread


async def test_a_deleted_topic_is_not_found_and_neither_is_what_was_in_it(
    bot: Bot, people: TelegramPeople
) -> None:
    group = await forum_of(people)
    thread = (await bot.create_forum_topic(group, "#1 Lamp")).message_thread_id
    card = await bot.send_message(group, "card", message_thread_id=thread)
    general = await bot.send_message(group, "in General")
    await updates(bot)
    await people.person(ADA, chat_id=group).delete_topic(thread)
    assert await updates(bot) == [], "bots are not told"
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(group, "x", message_thread_id=thread)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=group, message_id=card.message_id)
    for call in (bot.close_forum_topic, bot.reopen_forum_topic, bot.edit_forum_topic, bot.delete_forum_topic):
        with pytest.raises(TelegramBadRequest, match="TOPIC_ID_INVALID"):
            await call(group, thread)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(group, "General has no number here", message_thread_id=1)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.copy_message(group, group, general.message_id, message_thread_id=thread)


async def test_names_and_icons_have_limits(bot: Bot, people: TelegramPeople) -> None:
    group = await forum_of(people)
    await bot.create_forum_topic(group, "x" * 128)
    with pytest.raises(TelegramBadRequest, match="TOPIC_TITLE_TOO_LONG"):
        await bot.create_forum_topic(group, "x" * 129)
    with pytest.raises(TelegramBadRequest, match="TOPIC_TITLE_EMPTY"):
        await bot.create_forum_topic(group, " ")
    with pytest.raises(TelegramBadRequest, match="invalid topic icon color"):
        await bot.create_forum_topic(group, "x", icon_color=1)
    with pytest.raises(TelegramBadRequest, match="DOCUMENT_INVALID"):
        await bot.create_forum_topic(group, "x", icon_custom_emoji_id="1")
    plain = await people.create_group("Plain", [ADA], rights=STAFF_GROUP_RIGHTS)
    with pytest.raises(TelegramBadRequest, match="the chat is not a forum"):
        await bot.create_forum_topic(plain, "x")


async def test_every_call_about_topics_needs_its_right(bot: Bot, people: TelegramPeople) -> None:
    group = await forum_of(people, rights=("can_manage_topics", "can_pin_messages"))
    thread = (await bot.create_forum_topic(group, "#1")).message_thread_id
    card = await bot.send_message(group, "card", message_thread_id=thread)
    ada = people.person(ADA, chat_id=group)
    await ada.make_bot("administrator", ["can_manage_chat"])
    for refused, words in (
        (bot.create_forum_topic(group, "#2"), "not enough rights to create a topic"),
        (bot.edit_forum_topic(group, thread, name="x"), "not enough rights to edit the topic"),
        (bot.close_forum_topic(group, thread), "not enough rights to edit the topic"),
        (bot.delete_forum_topic(group, thread), "not enough rights to delete a topic"),
        (bot.pin_chat_message(group, card.message_id), "not enough rights to manage pinned messages"),
    ):
        with pytest.raises(TelegramBadRequest, match=words):
            await refused
    await people.request(
        "PATCH", f"/api/chats/{group}/topics/{thread}", params={"as": str(ADA)}, json={"closed": True}
    )
    with pytest.raises(TelegramBadRequest, match="TOPIC_CLOSED"):
        await bot.send_message(group, "x", message_thread_id=thread)
    await ada.make_bot("kicked")
    member = await bot.get_chat_member(group, bot.id)
    assert member.status == "kicked"
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group, "x")
    await updates(bot)
    await ada.send_text("nobody listens")
    assert await updates(bot) == []
    with pytest.raises(ActionRefusedError, match="no administrator"):
        await people.person(ALEX, chat_id=group).make_bot("administrator")


async def test_administrators_are_listed_and_may_write_as_the_group(bot: Bot, people: TelegramPeople) -> None:
    group = await forum_of(people)
    found = {each.user.id: each.status for each in await bot.get_chat_administrators(group)}
    assert found == {ADA: "creator", bot.id: "administrator"}
    await updates(bot)
    await people.person(ADA, chat_id=group).send_text("hear, hear", anonymous=True)
    with pytest.raises(ActionRefusedError, match="no administrator"):
        await people.person(ALEX, chat_id=group).send_text("me too", anonymous=True)
    ((said),) = [update.message for update in await updates(bot)]
    assert said is not None
    assert said.from_user is not None
    assert said.sender_chat is not None
    assert (said.from_user.username, said.sender_chat.id) == ("GroupAnonymousBot", group)


async def test_a_group_becomes_a_supergroup_with_another_id(bot: Bot, people: TelegramPeople) -> None:
    old = await people.create_group("Staff", [ADA, ALEX], basic=True)
    sent = await bot.send_message(old, "hello")
    assert sent.chat.type == "group"
    new = (await people.request("POST", f"/api/chats/{old}/migrate", params={"as": str(ADA)}))["id"]
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(old, "hello?")
    assert moved.value.migrate_to_chat_id == new
    assert (await bot.send_message(new, "hello")).chat.type == "supergroup"
    told = [update.message for update in await updates(bot) if update.message is not None]
    assert [(message.migrate_to_chat_id, message.migrate_from_chat_id) for message in told] == [
        (new, None),
        (None, old),
    ]


async def test_sends_edits_and_topics_share_20_calls_in_any_minute(
    simulator: TelegramSimulator, bot: Bot, people: TelegramPeople
) -> None:
    group = await forum_of(people)
    simulator.world.budgets.enabled = True
    now = 100.0
    simulator.world.budgets.clock = lambda: now
    thread = (await bot.create_forum_topic(group, "#1")).message_thread_id
    card = await bot.send_message(group, "0", message_thread_id=thread)
    for number in range(1, 17):
        await bot.edit_message_text(str(number), chat_id=group, message_id=card.message_id)
    await bot.pin_chat_message(group, card.message_id)
    await bot.close_forum_topic(group, thread)
    refused: tuple[Any, ...] = (
        bot.send_message(group, "x", message_thread_id=thread),
        bot.create_forum_topic(group, "#2"),
        bot.reopen_forum_topic(group, thread),
    )
    for call in refused:
        with pytest.raises(Exception, match="retry after 60") as error:
            await call
        assert type(error.value).__name__ == "TelegramRetryAfter"
    now += 60
    assert await bot.reopen_forum_topic(group, thread)


async def test_an_ephemeral_message_is_seen_by_one_person_and_has_methods_of_its_own(
    bot: Bot, people: TelegramPeople
) -> None:
    group = await forum_of(people)
    thread = (await bot.create_forum_topic(group, "#1")).message_thread_id
    await bot.send_message(group, "card", message_thread_id=thread, reply_markup=KEYS)
    alex, ada = people.person(ALEX, chat_id=group), people.person(ADA, chat_id=group)
    card = await alex.wait_for(lambda message: message.text == "card")
    await updates(bot)
    await alex.tap(card, "More", wait=0)
    (tap,) = [update.callback_query for update in await updates(bot)]
    assert tap is not None

    def only_for(receiver: int, query: str | None) -> SendMessage:
        parameters = EphemeralMessageParameters(receiver_user_id=receiver, callback_query_id=query)
        return SendMessage(
            chat_id=group,
            message_thread_id=thread,
            text="just you",
            reply_markup=KEYS,
            ephemeral_message_parameters=parameters,
        )

    sent = await bot(only_for(ALEX, tap.id))
    assert (sent.message_id, sent.message_thread_id) == (0, thread)
    assert sent.ephemeral_message_id is not None
    seen = await alex.wait_for(lambda message: message.text == "just you")
    assert "just you" not in [message.text for message in await ada.messages()]
    await alex.tap(seen, "More", wait=0)
    (second,) = [update.callback_query for update in await updates(bot)]
    assert second is not None
    assert second.message is not None
    assert second.message.message_id == 0

    def edited(text: str, receiver: int = ALEX) -> EditEphemeralMessageText:
        return EditEphemeralMessageText(
            chat_id=group,
            receiver_user_id=receiver,
            ephemeral_message_id=sent.ephemeral_message_id or 0,
            text=text,
        )

    assert await bot(edited("x" * 1024))
    refusals: tuple[tuple[TelegramMethod[Any], str], ...] = (
        (edited("x" * 1025), "MESSAGE_TOO_LONG"),
        (edited("x", ADA), "MESSAGE_ID_INVALID"),
        (only_for(RITA, None), "PARTICIPANT_ID_INVALID"),
        (only_for(ADA, tap.id), "query is too old"),
        (only_for(ALEX, "1"), "query is too old"),
    )
    for refused, words in refusals:
        with pytest.raises(TelegramBadRequest, match=words):
            await bot(refused)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=group, message_id=100 + sent.ephemeral_message_id)


async def test_a_position_is_asked_for_in_private_chats_alone(bot: Bot, people: TelegramPeople) -> None:
    key = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Here", request_location=True)]])
    group = await forum_of(people)
    with pytest.raises(TelegramBadRequest, match="in private chats only"):
        await bot.send_message(group, "where?", reply_markup=key)
    rita = people.person(RITA)
    await rita.start()
    assert (await bot.send_message(RITA, "where?", reply_markup=key)).chat.id == RITA
