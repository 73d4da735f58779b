import io

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    DisabledButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from PIL import Image

from fixline_local.telegram.client import ActionRefusedError, PersonClient, TelegramPeople
from fixline_local.telegram.client_messages import File
from fixline_local.telegram.people import ALEX, RITA


def inline(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[list(buttons)])


async def test_text_limits_count_utf16_after_parsing(bot: Bot, rita: PersonClient) -> None:
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(RITA, " \n ")
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(RITA, "<b></b>", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message is too long"):
        await bot.send_message(RITA, "🔥" * 2048 + "x")
    fits = await bot.send_message(RITA, f"<b>{'🔥' * 2048}</b>", parse_mode="HTML")
    assert fits.entities is not None
    assert fits.entities[0].length == 4096
    assert (await rita.wait_for(lambda m: "🔥" in m.text)).id == fits.message_id


async def test_links_take_room_of_their_own(bot: Bot, rita: PersonClient) -> None:
    link = f'<a href="https://example.org/{"x" * 300}">x</a>'
    with pytest.raises(TelegramBadRequest, match="ENTITIES_TOO_LONG"):
        await bot.send_message(RITA, link * 30, parse_mode="HTML")
    sent = await bot.send_message(RITA, link * 20, parse_mode="HTML")
    assert (await rita.wait_for(lambda m: m.text == "x" * 20)).id == sent.message_id


async def test_caption_limit(bot: Bot, rita: PersonClient, jpeg: bytes) -> None:
    photo = BufferedInputFile(jpeg, "a.jpg")
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.send_photo(RITA, photo, caption="x" * 1025)
    sent = await bot.send_photo(RITA, photo, caption="x" * 1024)
    assert sent.caption == "x" * 1024
    assert (await rita.wait_for(lambda m: m.photo)).text == sent.caption


async def test_unknown_chats(bot: Bot, people: TelegramPeople) -> None:
    for chat_id in (5, ALEX, "@nobody_here"):
        with pytest.raises(TelegramBadRequest, match="Bad Request: chat not found"):
            await bot.send_message(chat_id, "hello")
    await people.person(ALEX).send_text("hi")
    assert (await bot.send_message(ALEX, "hello")).chat.id == ALEX


async def test_blocked(bot: Bot, rita: PersonClient) -> None:
    updates = await bot.get_updates(timeout=5)
    await rita.block()
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(RITA, "hello")
    with pytest.raises(ActionRefusedError, match="unblock it first"):
        await rita.send_text("hello?")
    await rita.unblock()
    changes = await bot.get_updates(offset=updates[-1].update_id + 1, timeout=5)
    states = [change.my_chat_member.new_chat_member.status for change in changes if change.my_chat_member]
    assert states == ["kicked", "member"]
    await bot.send_message(RITA, "hello")


@pytest.mark.parametrize(
    ("button", "error"),
    [
        (InlineKeyboardButton(text="x", callback_data="я" * 33), "BUTTON_DATA_INVALID"),
        (InlineKeyboardButton(text="x"), "Text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton(text="  ", callback_data="x"), "button text must be non-empty"),
        (InlineKeyboardButton(text="x", url="ldap://x.y"), "Unsupported URL protocol"),
        (InlineKeyboardButton(text="x", url="localhost"), "Wrong HTTP URL"),
        (InlineKeyboardButton(text="x", url="https://x.y", callback_data="z"), "BUTTON_TYPE_INVALID"),
        (InlineKeyboardButton(text="x", callback_data="z", disabled=DisabledButton()), "BUTTON_TYPE_INVALID"),
        (InlineKeyboardButton(text="x", callback_data="z", style="blue"), "invalid button style"),
    ],
)
async def test_bad_inline_buttons(
    bot: Bot, rita: PersonClient, button: InlineKeyboardButton, error: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=error):
        await bot.send_message(RITA, "x", reply_markup=inline(button))
    assert all(not message.from_bot for message in await rita.messages())


async def test_64_bytes_of_callback_data_and_100_buttons_fit(bot: Bot, rita: PersonClient) -> None:
    await bot.send_message(
        RITA, "x", reply_markup=inline(InlineKeyboardButton(text="x", callback_data="я" * 32))
    )
    assert (await rita.wait_for(lambda m: m.buttons)).buttons[0][0].data == "я" * 32
    sent = await bot.send_message(
        RITA,
        "x",
        reply_markup=inline(InlineKeyboardButton(text="Taken", style="primary", disabled=DisabledButton())),
    )
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].disabled is not None
    key = InlineKeyboardButton(text="x", callback_data="x")
    with pytest.raises(TelegramBadRequest, match="reply markup is too long"):
        await bot.send_message(RITA, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[key]] * 101))


async def test_reply_keyboard_goes_up_is_pressed_and_goes_away(bot: Bot, rita: PersonClient) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Yes"), KeyboardButton(text="No")]])
    sent = await bot.send_message(RITA, "Sure?", reply_markup=keyboard)
    assert sent.reply_markup is None
    assert (await rita.press("Yes")).text == "Yes"
    await bot.send_message(RITA, "Fine", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(ActionRefusedError, match="no 'Yes'"):
        await rita.press("Yes")
    await bot.send_message(RITA, "Name?", reply_markup=ForceReply(input_field_placeholder="Name"))
    empty: list[list[list[KeyboardButton]]] = [[], [[]], [[KeyboardButton(text=" ")]]]
    for rows in empty:
        with pytest.raises(TelegramBadRequest, match="must be non-empty"):
            await bot.send_message(RITA, "x", reply_markup=ReplyKeyboardMarkup(keyboard=rows))


async def test_replies(bot: Bot, rita: PersonClient) -> None:
    asked = await rita.send_text("When?")
    answer = await bot.send_message(RITA, "Soon", reply_parameters=ReplyParameters(message_id=asked.id))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "When?"
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(RITA, "x", reply_parameters=ReplyParameters(message_id=999))
    lenient = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await bot.send_message(RITA, "x", reply_parameters=lenient)).reply_to_message is None


async def test_entities_given_by_the_bot(bot: Bot, rita: PersonClient) -> None:
    entities = [MessageEntity(type="bold", offset=2, length=2)]
    sent = await bot.send_message(RITA, "  🔥 at @fixline", entities=entities)
    assert sent.text == "🔥 at @fixline"
    assert [(e.type, e.offset, e.length) for e in sent.entities or ()] == [("bold", 0, 2), ("mention", 6, 8)]
    with pytest.raises(TelegramBadRequest, match="ends after the end of the text at UTF-16 offset 1"):
        await bot.send_message(RITA, "x", entities=[MessageEntity(type="bold", offset=0, length=2)])
    with pytest.raises(TelegramBadRequest, match="middle of a UTF-16 symbol"):
        await bot.send_message(RITA, "🔥🔥", entities=[MessageEntity(type="bold", offset=1, length=2)])
    assert rita.id == RITA


async def test_photos(bot: Bot, rita: PersonClient, jpeg: bytes) -> None:
    sent = await bot.send_photo(RITA, BufferedInputFile(jpeg, "a.jpg"), has_spoiler=True)
    assert sent.photo is not None
    assert [size.width for size in sent.photo] == [90, 320, 800, 1200]
    assert sent.photo[-1].file_size == len(jpeg)
    again = await bot.send_photo(RITA, sent.photo[0].file_id)
    assert again.photo == sent.photo
    assert (await rita.wait_for(lambda m: m.id == again.message_id)).photo == sent.photo[-1].file_id
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_photo(RITA, BufferedInputFile(b"no image", "a.jpg"))
    with pytest.raises(TelegramBadRequest, match="PHOTO_INVALID_DIMENSIONS"):
        await bot.send_photo(RITA, BufferedInputFile(_png(2100, 100), "a.png"))
    with pytest.raises(TelegramBadRequest, match="too big for a photo; the maximum size is 10485760 bytes"):
        await bot.send_photo(RITA, BufferedInputFile(jpeg + bytes(10 * 1024 * 1024), "a.jpg"))
    for wrong in ("nonsense", sent.photo[0].file_unique_id):
        with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
            await bot.send_photo(RITA, wrong)
    with pytest.raises(TelegramBadRequest, match="can't use file of type Photo as Document"):
        await bot.send_document(RITA, sent.photo[0].file_id)


async def test_files(bot: Bot, rita: PersonClient, jpeg: bytes) -> None:
    document = await bot.send_document(RITA, BufferedInputFile(jpeg, "plan.jpg"), caption="A plan")
    assert document.document is not None
    assert (document.document.file_name, document.document.mime_type) == ("plan.jpg", "image/jpeg")
    assert document.document.thumbnail is not None
    video = await bot.send_video(RITA, BufferedInputFile(b"v", "v.mp4"), width=640, height=360, duration=7)
    assert video.video is not None
    assert (video.video.width, video.video.duration) == (640, 7)
    voice = await bot.send_voice(RITA, BufferedInputFile(b"v", "v.ogg"), duration=3)
    assert voice.voice is not None
    assert voice.voice.duration == 3
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await bot.send_document(RITA, BufferedInputFile(b"", "empty.txt"))
    with pytest.raises(TelegramEntityTooLarge, match="Request Entity Too Large"):
        await bot.send_document(RITA, BufferedInputFile(bytes(50 * 1024 * 1024 + 1), "big.bin"))
    assert len(await rita.messages()) == 4


async def test_albums(bot: Bot, rita: PersonClient, jpeg: bytes) -> None:
    photo = InputMediaPhoto(media=BufferedInputFile(jpeg, "a.jpg"))
    sent = await bot.send_media_group(
        RITA,
        [
            InputMediaPhoto(
                media=BufferedInputFile(jpeg, "a.jpg"), caption="Two <b>things</b>", parse_mode="HTML"
            ),
            photo,
        ],
    )
    assert len({part.media_group_id for part in sent}) == 1
    assert [part.caption for part in sent] == ["Two things", None]
    document = InputMediaDocument(media=BufferedInputFile(b"x", "a.txt"))
    video = InputMediaVideo(media=BufferedInputFile(b"x", "a.mp4"))
    assert len(await bot.send_media_group(RITA, [photo, video])) == 2
    for count in (1, 11):
        with pytest.raises(TelegramBadRequest, match="from 2 to 10 items"):
            await bot.send_media_group(RITA, [photo] * count)
    with pytest.raises(TelegramBadRequest, match="document can't be mixed with other media types"):
        await bot.send_media_group(RITA, [photo, document])
    theirs = await rita.send_album([File("a.jpg", "image/jpeg", jpeg)] * 3, "Mine")
    assert len({part.media_group_id for part in theirs}) == 1
    with pytest.raises(ActionRefusedError, match="2 to 10"):
        await rita.send_album([File("a.jpg", "image/jpeg", jpeg)] * 11)


def _png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", (width, height), (1, 2, 3, 4)).save(buffer, "PNG")
    return buffer.getvalue()
