"""Every control of the chat page does something, at every width, by touch and by keyboard."""

import io

import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from PIL import Image
from playwright.async_api import expect

from fixline_local.telegram.client import PersonClient
from fixline_local.telegram.people import RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.browser import opened_page
from fixline_testing.controls import ControlCheck

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]

WIDTHS = {360: 740, 768: 1024, 1280: 800, 1920: 1080}
WELCOME = "Hello, see <a href='https://example.org'>this</a>, /my and <tg-spoiler>a secret</tg-spoiler>."
INLINE = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Ask the bot", callback_data="ask"),
            InlineKeyboardButton(text="Read on", url="https://example.org"),
        ],
        [
            InlineKeyboardButton(text="Copy #12", copy_text=CopyTextButton(text="#12")),
            InlineKeyboardButton(text="Not simulated", switch_inline_query="x"),
        ],
    ]
)
KEYBOARD = ReplyKeyboardMarkup(
    keyboard=[
        [KeyboardButton(text="New request"), KeyboardButton(text="Here I am", request_location=True)],
        [KeyboardButton(text="My number", request_contact=True)],
    ]
)


def small_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (120, 90), "teal").save(buffer, "JPEG")
    return buffer.getvalue()


async def everything_at_once(bot: Bot, rita: PersonClient) -> None:
    """Fill Rita's chat with one message of each kind that the page can show."""
    await bot.set_my_commands([BotCommand(command="my", description="My requests")])
    await bot.send_message(RITA, WELCOME, parse_mode="HTML", reply_markup=KEYBOARD)
    photo = await rita.send_photo(small_picture(), "A leak")
    await rita.send_document(b"%PDF-", name="invoice with a long name.pdf")
    await rita.send_sticker("glad")
    await rita.send_place(52.5, 13.4)
    await rita.send_place(52.5, 13.4, title="Depot", address="1 Quay Street")
    await bot.send_message(RITA, "And now?", reply_to_message_id=photo.id, reply_markup=INLINE)


@pytest.mark.parametrize("width", WIDTHS)
async def test_every_control_does_something(
    simulator: TelegramSimulator, bot: Bot, rita: PersonClient, width: int
) -> None:
    await everything_at_once(bot, rita)
    async with opened_page(simulator.url, size=(width, WIDTHS[width])) as page:
        await page.emulate_media(reduced_motion="reduce")
        await page.context.grant_permissions(["clipboard-write"])

        async def arrange() -> None:
            await rita.unblock()
            await page.evaluate("localStorage.clear()")
            await page.goto(simulator.url)
            await expect(page.get_by_role("log").get_by_text("And now?")).to_be_visible()

        faults = await ControlCheck(page, arrange, keyboard=width == 768).run()
        assert not faults, "\n".join(faults)
