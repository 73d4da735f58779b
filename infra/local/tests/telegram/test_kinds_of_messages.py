"""Stickers, places, voice and video notes, as a real bot gets them: aiogram's models read every update."""

import pytest
from aiogram import Bot
from aiogram.enums import ContentType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message
from PIL import Image

from fixline_local.telegram.client import ActionRefusedError, PersonClient
from fixline_local.telegram.media.stickers import STICKERS
from fixline_local.telegram.people import RITA

SOUND, FILM = b"OggS" + b"\1" * 900, b"\0\0\0\x18ftypmp42" + b"\2" * 900


async def received(bot: Bot) -> Message:
    """Return the newest message that the bot was told of; it holds nothing that the Bot API does not document."""
    message = (await bot.get_updates(offset=-1, timeout=5))[0].message
    assert message is not None
    parts = (message, message.sticker, message.location, message.venue, message.voice, message.video_note)
    assert [part.model_extra for part in parts if part is not None and part.model_extra] == []
    return message


async def downloaded(bot: Bot, file_id: str) -> tuple[str, bytes]:
    file = await bot.get_file(file_id)
    assert file.file_path is not None
    content = await bot.download_file(file.file_path)
    assert content is not None
    return file.file_path, content.read()


async def test_a_sticker_is_a_webp_that_bots_know_again(bot: Bot, rita: PersonClient) -> None:
    uniques = set()
    for name in (*STICKERS, "glad"):
        sent = await rita.send_sticker(name)
        message = await received(bot)
        assert (message.message_id, message.content_type) == (sent.id, ContentType.STICKER)
        sticker = message.sticker
        assert sticker is not None
        assert (sticker.type, sticker.is_animated, sticker.is_video) == ("regular", False, False)
        assert (sticker.emoji, sticker.set_name) == (STICKERS[name], "fixline_faces")
        path, content = await downloaded(bot, sticker.file_id)
        assert path.startswith("stickers/")
        assert path.endswith(".webp")
        assert len(content) == sticker.file_size
        uniques.add(sticker.file_unique_id)
    assert len(uniques) == len(STICKERS)


async def test_a_sticker_has_the_size_it_claims(bot: Bot, rita: PersonClient) -> None:
    await rita.send_sticker("sad")
    sticker = (await received(bot)).sticker
    assert sticker is not None
    file = await bot.get_file(sticker.file_id)
    assert file.file_path is not None
    content = await bot.download_file(file.file_path)
    assert content is not None
    with Image.open(content) as image:
        assert (image.format, image.size) == ("WEBP", (sticker.width, sticker.height))


async def test_a_location_and_a_venue(bot: Bot, rita: PersonClient) -> None:
    await rita.send_place(52.5163, 13.3777)
    location = await received(bot)
    assert location.content_type == ContentType.LOCATION
    assert location.location is not None
    assert (location.location.latitude, location.location.longitude) == (52.5163, 13.3777)
    assert location.venue is None

    await rita.send_place(-33.9, 151.2, title="Depot", address="1 Quay Street")
    venue = await received(bot)
    assert venue.content_type == ContentType.VENUE
    assert venue.venue is not None
    assert (venue.venue.title, venue.venue.address) == ("Depot", "1 Quay Street")
    assert venue.location == venue.venue.location


async def test_voice_and_video_notes(bot: Bot, rita: PersonClient) -> None:
    sent = await rita.send_voice(SOUND, duration=7)
    voice = (await received(bot)).voice
    assert voice is not None
    assert (voice.duration, voice.mime_type, voice.file_size) == (7, "audio/ogg", len(SOUND))
    path, content = await downloaded(bot, voice.file_id)
    assert (path.partition("/")[0], path.rpartition(".")[2], content) == ("voice", "oga", SOUND)
    assert sent.file == voice.file_id

    await rita.send_video_note(FILM, duration=60, length=384)
    note = (await received(bot)).video_note
    assert note is not None
    assert (note.duration, note.length, note.file_size) == (60, 384, len(FILM))
    path, content = await downloaded(bot, note.file_id)
    assert (path.partition("/")[0], path.rpartition(".")[2], content) == ("video_notes", "mp4", FILM)


async def test_a_file_is_sent_again_as_what_it_came(bot: Bot, rita: PersonClient) -> None:
    await rita.send_animation(FILM, "A cat")
    sent = await received(bot)
    assert sent.animation is not None
    assert sent.document is not None
    assert (sent.caption, sent.animation.file_name, sent.document.file_id) == (
        "A cat",
        "cat.mp4",
        sent.animation.file_id,
    )
    path, content = await downloaded(bot, sent.animation.file_id)
    assert (path.partition("/")[0], content) == ("animations", FILM)
    again = await bot.send_animation(rita.chat_id, sent.animation.file_id)
    assert again.animation == sent.animation
    with pytest.raises(TelegramBadRequest, match="can't use file of type Animation as Video"):
        await bot.send_video(rita.chat_id, sent.animation.file_id)

    await rita.send_video_note(FILM, duration=2, length=384)
    note = (await received(bot)).video_note
    assert note is not None
    assert (await bot.send_video_note(rita.chat_id, note.file_id)).video_note == note
    with pytest.raises(TelegramBadRequest, match="there is no video_note"):
        await bot.send_video_note(rita.chat_id, "")


async def test_what_the_app_would_not_send(rita: PersonClient, bot: Bot) -> None:
    for message, fault in (
        ({"sticker": "unheard-of"}, "no sticker"),
        ({"place": {"latitude": 91, "longitude": 0}}, "less than or equal to 90"),
        ({"place": {"latitude": 0, "longitude": -181}}, "greater than or equal to -180"),
        ({"place": {"latitude": 0, "longitude": 0, "title": "Depot"}}, "a title and an address"),
        ({}, "one of text, sticker, place"),
        ({"text": "a", "sticker": "glad"}, "one of text, sticker, place"),
    ):
        with pytest.raises(ActionRefusedError, match=fault):
            await rita._post("/messages", message)
    with pytest.raises(ActionRefusedError, match="lasts up to 60 seconds"):
        await rita.send_video_note(FILM, duration=61)
    assert (await received(bot)).text == "/start"


@pytest.mark.parametrize("kind", ["sticker", "place", "video_note"])
async def test_what_has_no_caption_is_not_edited(rita: PersonClient, kind: str) -> None:
    send = {
        "sticker": lambda: rita.send_sticker("glad"),
        "place": lambda: rita.send_place(1, 2),
        "video_note": lambda: rita.send_video_note(FILM),
    }
    with pytest.raises(ActionRefusedError, match="no text in this message, and no caption"):
        await rita.edit(await send[kind](), "words")


async def test_they_are_copied_and_forwarded(bot: Bot, rita: PersonClient) -> None:
    for sending in (
        rita.send_sticker("angry"),
        rita.send_place(1, 2, title="Depot", address="Here"),
        rita.send_video_note(FILM, duration=1, length=240),
    ):
        sent = await sending
        message = await received(bot)
        forwarded = await bot.forward_message(RITA, RITA, sent.id)
        assert forwarded.content_type == message.content_type
        copied = await bot.copy_message(RITA, RITA, sent.id)
        copy = next(each for each in await rita.messages() if each.id == copied.message_id)
        assert copy.raw[message.content_type] == sent.raw[message.content_type]
