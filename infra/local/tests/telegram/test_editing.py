from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReactionTypeEmoji,
)

from fixline_local.telegram.client import PersonClient
from fixline_local.telegram.people import ALEX, RITA
from fixline_local.telegram.simulator import TelegramSimulator

KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", callback_data="x")]])


async def test_edit_text(bot: Bot, rita: PersonClient) -> None:
    sent = await bot.send_message(RITA, "one", reply_markup=KEYS)
    before = await rita.wait_for(lambda m: m.text == "one")
    edited = await bot.edit_message_text("two", chat_id=RITA, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup) == ("two", None)
    assert edited.edit_date is not None
    seen = await rita.wait_for(lambda m: m.id == sent.message_id, after=before)
    assert (seen.text, seen.edited, seen.buttons) == ("two", True, ())


@pytest.mark.usefixtures("rita")
async def test_whether_a_reply_is_forced_is_not_changed_by_an_edit(bot: Bot) -> None:
    forcing = InlineKeyboardMarkup(inline_keyboard=KEYS.inline_keyboard, force_reply=True)
    asked = await bot.send_message(RITA, "Why?", reply_markup=forcing)
    plain = await bot.send_message(RITA, "Well", reply_markup=KEYS)
    for sent, other, forced in ((asked, KEYS, True), (plain, forcing, None)):
        where: dict[str, Any] = {"chat_id": RITA, "message_id": sent.message_id}
        edited = await bot.edit_message_text("So?", reply_markup=other, **where)
        assert isinstance(edited, Message)
        assert edited.reply_markup is not None
        assert edited.reply_markup.force_reply is forced
        with pytest.raises(TelegramBadRequest, match="message is not modified"):
            await bot.edit_message_reply_markup(reply_markup=other, **where)


async def test_not_modified_and_other_refusals(bot: Bot, rita: PersonClient, jpeg: bytes) -> None:
    sent = await bot.send_message(RITA, "<b>one</b>", parse_mode="HTML", reply_markup=KEYS)
    edit: dict[str, Any] = {"chat_id": RITA, "message_id": sent.message_id}
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message content"):
        await bot.edit_message_text("<strong>one</strong>", parse_mode="HTML", reply_markup=KEYS, **edit)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(reply_markup=KEYS, **edit)
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.edit_message_text("x" * 4097, **edit)
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await bot.edit_message_caption(caption="x", **edit)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=RITA, message_id=999)
    theirs = await rita.send_text("mine")
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("x", chat_id=RITA, message_id=theirs.id)
    photo = await bot.send_photo(RITA, BufferedInputFile(jpeg, "a.jpg"), caption="a")
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("x", chat_id=RITA, message_id=photo.message_id)
    captioned = await bot.edit_message_caption(chat_id=RITA, message_id=photo.message_id, caption="b")
    assert isinstance(captioned, Message)
    assert captioned.caption == "b"


async def test_markup_alone_is_no_visible_edit(bot: Bot, rita: PersonClient) -> None:
    sent = await bot.send_message(RITA, "one", reply_markup=KEYS)
    edited = await bot.edit_message_reply_markup(chat_id=RITA, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert edited.edit_date is None
    assert (await rita.wait_for(lambda m: m.text == "one")).buttons == ()


async def test_delete_within_48_hours(simulator: TelegramSimulator, bot: Bot, rita: PersonClient) -> None:
    young, old = await bot.send_message(RITA, "young"), await bot.send_message(RITA, "old")
    assert await bot.delete_message(RITA, young.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(RITA, young.message_id)
    now = simulator.world.clock
    simulator.world.clock = lambda: now() + timedelta(hours=49).total_seconds()
    with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
        await bot.delete_message(RITA, old.message_id)
    assert [m.text for m in await rita.messages()] == ["/start", "old"]


async def test_several_are_deleted_at_once_or_none(
    simulator: TelegramSimulator, bot: Bot, rita: PersonClient
) -> None:
    one, two, old = [(await bot.send_message(RITA, text)).message_id for text in ("one", "two", "old")]
    assert await bot.delete_messages(RITA, [one, 4711])
    assert [m.text for m in await rita.messages()] == ["/start", "two", "old"]
    for ids, refused in (([], "not specified"), ([two] * 101, "too many")):
        with pytest.raises(TelegramBadRequest, match=refused):
            await bot.delete_messages(RITA, ids)
    now = simulator.world.clock
    simulator.world.clock = lambda: now() + timedelta(hours=49).total_seconds()
    with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
        await bot.delete_messages(RITA, [two, old])
    assert [m.text for m in await rita.messages()] == ["/start", "two", "old"]


async def test_copy_and_forward(bot: Bot, rita: PersonClient) -> None:
    theirs = await rita.send_text("see https://example.org")
    copied = await bot.copy_message(RITA, RITA, theirs.id)
    assert copied.message_id != theirs.id
    forwarded = await bot.forward_message(RITA, RITA, theirs.id)
    assert forwarded.forward_origin is not None
    assert forwarded.text == theirs.text
    with pytest.raises(TelegramBadRequest, match="message to copy not found"):
        await bot.copy_message(RITA, RITA, 999)
    with pytest.raises(TelegramBadRequest, match="message to forward not found"):
        await bot.forward_message(RITA, RITA, 999)
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.copy_message(RITA, ALEX, 1)


async def test_reactions_and_pins(bot: Bot, rita: PersonClient) -> None:
    theirs = await rita.send_text("thanks")
    assert await bot.set_message_reaction(RITA, theirs.id, [ReactionTypeEmoji(emoji="👍")])
    assert (await rita.messages())[-1].reactions == ("👍",)
    assert await bot.pin_chat_message(RITA, theirs.id)
    chat = await bot.get_chat(RITA)
    assert chat.pinned_message is not None
    assert chat.pinned_message.text == "thanks"
    assert await bot.unpin_chat_message(RITA)
    with pytest.raises(TelegramBadRequest, match="message to unpin not found"):
        await bot.unpin_chat_message(RITA)
    with pytest.raises(TelegramBadRequest, match="message to pin not found"):
        await bot.pin_chat_message(RITA, 999)
