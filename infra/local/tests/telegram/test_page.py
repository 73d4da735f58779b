"""The chat page in a real browser, as someone at the screen uses it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage
from aiogram.types import (
    BotCommand,
    DisabledButton,
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from playwright.async_api import Locator, Page, expect

from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.members import STAFF_GROUP_RIGHTS
from fixline_local.telegram.people import ALEX, RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.browser import opened_page

from .conftest import next_inline_query, next_query

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]

TWO_KEYS = [[InlineKeyboardButton(text=text, callback_data=text) for text in ("Whisper", "Shout")]]


@pytest.fixture
async def page(simulator: TelegramSimulator) -> AsyncIterator[Page]:
    async with opened_page(simulator.url) as page:
        yield page


async def test_start_write_and_reply(page: Page, bot: Bot, people: TelegramPeople) -> None:
    rita = page.get_by_role("region", name="Rita Reporter")
    await rita.get_by_role("button", name="Start").click()
    await expect(rita.get_by_role("log").get_by_text("/start")).to_be_visible()
    await bot.send_message(RITA, "<b>Hello</b>, what is broken?", parse_mode="HTML")
    await rita.get_by_text("what is broken?").hover()
    await rita.get_by_role("button", name="Reply").last.click()
    box = rita.get_by_role("textbox", name="Message")
    await box.fill("The <b>lamp</b>")
    await box.press("Enter")
    await expect(rita.get_by_role("button", name="In reply to: Hello, what is broken?")).to_be_visible()
    written = (await people.person(RITA).messages())[-1]
    assert (written.text, written.reply_to) == ("The <b>lamp</b>", 2)


async def test_buttons_show_progress_and_answers(page: Page, bot: Bot, rita: PersonClient) -> None:
    markup = InlineKeyboardMarkup(inline_keyboard=TWO_KEYS)
    sent = await bot.send_message(RITA, "How?", reply_markup=markup)
    pane = page.get_by_role("region", name="Rita Reporter")
    key = pane.get_by_role("button", name="Whisper")
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    await bot.answer_callback_query((await next_query(bot)).id, "psst")
    await expect(pane.get_by_text("psst")).to_be_visible()
    await expect(key).not_to_have_attribute("aria-busy", "true")
    await pane.get_by_role("button", name="Shout").click()
    await bot.answer_callback_query((await next_query(bot)).id, "HEY", show_alert=True)
    alert = page.get_by_role("alertdialog")
    await expect(alert.get_by_text("HEY")).to_be_visible()
    await alert.get_by_role("button", name="OK").click()
    await bot.edit_message_text("Done.", chat_id=rita.chat_id, message_id=sent.message_id)
    await expect(pane.get_by_text("Done.")).to_be_visible()
    await expect(pane.get_by_text("edited")).to_be_visible()
    await expect(key).to_have_count(0)


@pytest.mark.usefixtures("rita")
async def test_disabled_buttons_and_a_forced_reply(page: Page, bot: Bot, people: TelegramPeople) -> None:
    taken = InlineKeyboardButton(text="Taken by Bob", disabled=DisabledButton())
    await bot.send_message(RITA, "Lamp", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[taken]]))
    pane = page.get_by_role("region", name="Rita Reporter")
    await expect(pane.get_by_role("button", name="Taken by Bob")).to_be_disabled()
    asking = InlineKeyboardMarkup(inline_keyboard=TWO_KEYS, force_reply=True)
    sent = await bot.send_message(RITA, "Which lamp?", reply_markup=asking)
    await expect(pane.get_by_text("Reply to")).to_be_visible()
    box = pane.get_by_role("textbox", name="Message")
    await expect(box).to_be_focused()
    await box.fill("The left one")
    await box.press("Enter")
    await expect(pane.get_by_role("button", name="In reply to: Which lamp?")).to_be_visible()
    await expect(pane.get_by_text("Reply to")).to_be_hidden()
    assert (await people.person(RITA).messages())[-1].reply_to == sent.message_id


@pytest.mark.usefixtures("rita")
async def test_what_stands_after_the_bots_name_is_asked_of_the_bot(page: Page, bot: Bot) -> None:
    pane = page.get_by_role("region", name="Rita Reporter")
    box = pane.get_by_role("textbox", name="Message")
    await box.fill(f"@{(await bot.get_me()).username} lamp")
    query = await next_inline_query(bot)
    assert query.query == "lamp"
    content = InputTextMessageContent(message_text="<b>#1 Lamp</b>", parse_mode="HTML")
    lamp = InlineQueryResultArticle(
        id="1", title="#1 Lamp", description="In progress", input_message_content=content
    )
    await bot.answer_inline_query(query.id, [lamp])
    await pane.get_by_role("menuitem", name="#1 Lamp").click()
    await expect(pane.get_by_role("log").get_by_text("#1 Lamp")).to_be_visible()
    await expect(pane.get_by_text("via @")).to_be_visible()
    await expect(box).to_have_value("")


async def test_files_commands_and_the_keyboard(
    page: Page, bot: Bot, rita: PersonClient, jpeg: bytes, tmp_path: Path
) -> None:
    await bot.set_my_commands([BotCommand(command="my", description="My requests")])
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="New request")]])
    await bot.send_message(RITA, "Welcome", reply_markup=keyboard)
    pane = page.get_by_role("region", name="Rita Reporter")
    await pane.get_by_role("button", name="New request").click()
    await expect(pane.get_by_role("log").get_by_text("New request")).to_be_visible()
    await pane.get_by_role("button", name="Commands").click()
    await pane.get_by_role("menuitem", name=re.compile("My requests")).click()
    await expect(pane.get_by_role("log").get_by_text("/my")).to_be_visible()
    photo = tmp_path / "leak.jpg"
    photo.write_bytes(jpeg)
    await pane.get_by_label("Attach files").set_input_files(photo)
    dialog = page.get_by_role("dialog", name="Send files")
    await dialog.get_by_label("Caption").fill("A leak")
    await dialog.get_by_role("button", name="Send").click()
    await pane.get_by_role("button", name="Open photo").click()
    await expect(page.get_by_role("dialog", name="A leak")).to_be_visible()
    sent = (await rita.messages())[-1]
    assert (sent.text, sent.photo is not None) == ("A leak", True)


@pytest.mark.usefixtures("rita")
async def test_stickers_places_voice_and_video_notes(page: Page, bot: Bot) -> None:
    pane = page.get_by_role("region", name="Rita Reporter")

    async def attach(what: str) -> Locator:
        await pane.get_by_role("button", name="Attach", exact=True).click()
        await pane.get_by_role("menuitem", name=what).click()
        return page.get_by_role("dialog")

    await (await attach("Sticker")).get_by_role("button", name="Sticker 😢 sad").click()
    await expect(pane.get_by_alt_text("Sticker 😢")).to_be_visible()
    form = await attach("Place")
    await form.get_by_label("Name").fill("Depot")
    await form.get_by_role("button", name="Send").click()
    assert await form.get_by_label("Address").evaluate("field => field.validity.valueMissing")
    await form.get_by_label("Address").fill("1 Quay Street")
    await form.get_by_role("button", name="Send").click()
    await expect(pane.get_by_role("link", name="Depot")).to_contain_text("1 Quay Street")
    await (await attach("Video note")).get_by_role("button", name="Send").click()
    await expect(pane.get_by_role("button", name=re.compile(r"Play video note, 0:\d\d"))).to_be_visible()
    await pane.get_by_role("button", name="Record a voice note").click()
    await page.get_by_role("dialog", name="Voice note").get_by_role("button", name="Send").click()
    await expect(pane.get_by_text(re.compile(r"Voice note, 0:\d\d"))).to_be_visible()

    messages = [update.message for update in await bot.get_updates() if update.message]
    assert [message.content_type for message in messages] == [
        "text",
        "sticker",
        "venue",
        "video_note",
        "voice",
    ]
    note, voice = messages[-2].video_note, messages[-1].voice
    assert note is not None
    assert voice is not None
    assert note.length == 384
    assert min(note.duration, voice.duration) >= 1, "as long as this machine took, a second at least"
    assert min(note.file_size or 0, voice.file_size or 0) > 500


async def test_a_persons_id_and_no_desk_to_give_a_role(page: Page) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.get_by_role("button", name="About Rita Reporter").click()
    card = page.get_by_role("dialog", name="Rita Reporter")
    await card.get_by_role("button", name="Copy").click()
    await expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == str(RITA)
    await expect(card.get_by_role("status")).to_contain_text("no desk beside this simulator")
    await expect(card.get_by_role("button", name="Give role")).to_be_disabled()


async def test_people_unread_and_blocking(
    page: Page, bot: Bot, people: TelegramPeople, rita: PersonClient
) -> None:
    await people.person(ALEX).start()
    await page.get_by_role("button", name="Add person").click()
    form = page.get_by_role("dialog", name="Add person")
    await form.get_by_label("First name").fill("Vera")
    await form.get_by_role("button", name="Add").click()
    await expect(page.get_by_role("region", name="Vera")).to_be_visible()
    await page.get_by_role("button", name="Side by side").click()
    await expect(page.get_by_role("region")).to_have_count(1)
    await bot.send_message(rita.chat_id, "News for Rita")
    await page.get_by_role("button", name="Rita Reporter, 1 unread").click()
    pane = page.get_by_role("region", name="Rita Reporter")
    await pane.get_by_role("button", name="Block").click()
    await pane.get_by_role("button", name="Restart bot").click()
    await expect(pane.get_by_role("textbox", name="Message")).to_be_visible()
    kinds = [update.event_type for update in await bot.get_updates(timeout=5)]
    assert kinds == ["message", "message", "my_chat_member", "my_chat_member", "message"]


async def test_a_group_is_read_and_written_in_as_its_first_member(
    page: Page, bot: Bot, people: TelegramPeople
) -> None:
    group = await people.create_group("On duty", [ALEX, RITA])
    assert (await people.group("On duty"), await people.group("Off duty")) == (group, None)
    await bot.send_message(group, "The lift is stuck")
    entry = page.get_by_role("button", name="On duty, 1 unread")
    await expect(entry).to_contain_text("group, as Alex Agent")
    await entry.click()
    pane = page.get_by_role("region", name="On duty")
    await expect(pane.get_by_role("heading", name="On duty")).to_be_visible()
    await expect(pane.get_by_role("log").get_by_text("The lift is stuck")).to_be_visible()
    await expect(page.get_by_role("button", name="On duty", exact=True)).to_be_visible()
    await pane.get_by_role("textbox", name="Message").fill("I am on my way")
    await pane.get_by_role("textbox", name="Message").press("Enter")
    await expect(pane.get_by_role("log").get_by_text("I am on my way")).to_be_visible()
    assert (await people.person(RITA, chat_id=group).messages())[-1].text == "I am on my way"


async def test_what_one_person_sees_stays_where_it_was_said_and_new_topics_come_first(
    page: Page, bot: Bot, people: TelegramPeople
) -> None:
    group = await people.create_group("Desk", [ALEX, RITA], forum=True, rights=STAFF_GROUP_RIGHTS)
    threads = [
        (await bot.create_forum_topic(group, f"#{number} Something broken")).message_thread_id
        for number in range(1, 9)
    ]
    await bot.send_message(group, "Card", message_thread_id=threads[0])
    only_alex = SendMessage(
        chat_id=group,
        message_thread_id=threads[0],
        text="Only you see this",
        ephemeral_message_parameters=EphemeralMessageParameters(receiver_user_id=ALEX),
    )
    await bot(only_alex)
    await bot.send_message(group, "Below", message_thread_id=threads[0])
    await page.locator("#people").get_by_role("button", name="Desk").click()
    pane = page.get_by_role("region", name="Desk")
    tabs = pane.get_by_role("tab")
    await expect(tabs).to_have_text(
        ["All", "General", *(f"#{number} Something broken" for number in range(8, 0, -1))]
    )
    await tabs.last.click()
    await expect(tabs.last).to_be_in_viewport(ratio=0.95)
    await bot.send_message(group, "And below", message_thread_id=threads[0])
    words = pane.locator(".message:not([hidden]) .text > span:first-child")
    await expect(words).to_have_text(["Card", "Only you see this", "Below", "And below"])
    await expect(tabs.last).to_be_in_viewport(ratio=0.95)
    await expect(pane.get_by_text("Only you see this")).to_have_count(1)
    await pane.get_by_label("Who you are here").select_option("Rita Reporter")
    await pane.get_by_role("tab", name="#1").click()
    await expect(words).to_have_text(["Card", "Below", "And below"])


async def test_links_to_the_bot_open_ones_own_chat_with_it(
    page: Page, bot: Bot, people: TelegramPeople
) -> None:
    group = await people.create_group("Second floor", [ALEX, RITA])
    link = f"https://t.me/{(await bot.me()).username}?start=t_"
    keys = [
        [
            InlineKeyboardButton(text="Open", url=f"{link}1"),
            InlineKeyboardButton(text="Ask", callback_data="ask"),
        ]
    ]
    markup = InlineKeyboardMarkup(inline_keyboard=keys)
    await bot.send_message(group, "Request #1", reply_markup=markup)
    await page.get_by_role("button", name="Second floor, 1 unread").click()
    pane = page.get_by_role("region", name="Second floor")
    await expect(pane.locator(".status")).to_have_text("group")
    await pane.get_by_role("link", name="Open").click()
    own = page.get_by_role("region", name="Alex Agent").get_by_role("log")
    await expect(own.get_by_text("/start t_1")).to_be_visible()
    await pane.get_by_role("button", name="Ask").click()
    await bot.answer_callback_query((await next_query(bot)).id, url=f"{link}2")
    await expect(own.get_by_text("/start t_2")).to_be_visible()
    assert len(page.context.pages) == 1, "nothing else was opened"


async def test_a_phone_shows_one_chat_and_stays_at_its_end(page: Page, bot: Bot, rita: PersonClient) -> None:
    await page.set_viewport_size({"width": 390, "height": 780})
    await expect(page.get_by_role("region")).to_have_count(1)
    for number in range(40):
        await bot.send_message(rita.chat_id, f"Line {number}")
    chat = page.get_by_role("log")
    await expect(chat.get_by_text("Line 39", exact=True)).to_be_in_viewport()
    await chat.get_by_text("Line 2", exact=True).scroll_into_view_if_needed()
    await bot.send_message(rita.chat_id, "Below")
    await expect(chat.get_by_text("Below")).to_be_attached()
    await expect(chat.get_by_text("Line 2", exact=True)).to_be_in_viewport()
    await page.get_by_role("button", name="To the newest message").click()
    await expect(chat.get_by_text("Below")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
