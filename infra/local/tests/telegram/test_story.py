import hashlib

from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from fixline_local.telegram.client import PersonClient


async def test_a_photo_an_offer_and_a_tap(bot: Bot, rita: PersonClient, jpeg: bytes) -> None:
    photo = await rita.send_photo(jpeg, "The tap drips")
    updates = await bot.get_updates(timeout=5)
    assert [update.message.text for update in updates if update.message] == ["/start", None]
    received = updates[-1].message
    assert received is not None
    assert received.caption == "The tap drips"
    assert received.photo is not None
    assert [size.width for size in received.photo] == [90, 320, 800, 1200]

    markup = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="New request", callback_data="new")]]
    )
    await bot.send_message(
        rita.chat_id,
        "Make <b>this</b> a request?",
        parse_mode="HTML",
        reply_markup=markup,
        reply_to_message_id=photo.id,
    )
    offer = await rita.wait_for(lambda m: "request?" in m.text)
    assert offer.reply_to == photo.id
    assert offer.button_texts == ["New request"]
    assert [(e.type, e.offset, e.length) for e in offer.entities] == [("bold", 5, 4)]

    assert await rita.tap(offer, "New request", wait=0) is None
    taps = await bot.get_updates(offset=updates[-1].update_id + 1, timeout=5)
    query = taps[0].callback_query
    assert query is not None
    assert query.data == "new"
    await bot.answer_callback_query(query.id, "Fine")

    file = await bot.get_file(received.photo[-1].file_id)
    assert file.file_path is not None
    content = await bot.download_file(file.file_path)
    assert content is not None
    assert hashlib.sha256(content.read()).digest() == hashlib.sha256(jpeg).digest()
