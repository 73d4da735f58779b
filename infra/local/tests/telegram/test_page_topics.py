"""Topics in one's own chat on the chat page: switched on, read, written in and deleted."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from playwright.async_api import Page, expect

from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.browser import opened_page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]


@pytest.fixture
async def page(simulator: TelegramSimulator) -> AsyncIterator[Page]:
    async with opened_page(simulator.url) as page:
        yield page


async def test_switched_on_by_a_button_they_are_read_written_in_and_deleted(
    page: Page, bot: Bot, people: TelegramPeople
) -> None:
    person = people.person(RITA)
    await person.start()
    switch = page.get_by_role("button", name="Private topics")
    await expect(switch).to_have_attribute("aria-pressed", "false")
    await switch.click()
    await expect(switch).to_have_attribute("aria-pressed", "true")
    assert (await bot.get_me()).has_topics_enabled
    icons = {each.emoji: each.custom_emoji_id for each in await bot.get_forum_topic_icon_stickers()}
    lamp = (await bot.create_forum_topic(RITA, "#1 Lamp", icon_custom_emoji_id=icons["⚡️"])).message_thread_id
    door = (
        await bot.create_forum_topic(RITA, "✓ #2 Door", icon_custom_emoji_id=icons["🏁"])
    ).message_thread_id
    await bot.send_message(RITA, "Alex has taken it.", message_thread_id=lamp)
    await bot.send_message(RITA, "It is done.", message_thread_id=door)
    await bot.send_message(RITA, "Your requests are under /my.")
    rita = page.get_by_role("region", name="Rita Reporter")
    await rita.get_by_role("tab", name="⚡️ #1 Lamp").click()
    await expect(rita.get_by_text("Alex has taken it.")).to_be_visible()
    await expect(rita.get_by_text("It is done.")).to_be_hidden()
    box = rita.get_by_role("textbox", name="Message")
    await box.fill("It smokes")
    await box.press("Enter")
    await expect(rita.get_by_text("It smokes")).to_be_visible()
    assert (await person.messages())[-1].raw["message_thread_id"] == lamp
    await rita.get_by_role("tab", name="Main chat").click()
    await expect(rita.get_by_text("It smokes")).to_be_hidden()
    await expect(rita.get_by_text("Your requests are under /my.")).to_be_visible()
    await rita.get_by_role("tab", name="🏁 ✓ #2 Door").click()
    await rita.get_by_role("button", name="Delete topic").click()
    await expect(rita.get_by_role("tab", name="🏁 ✓ #2 Door")).to_have_count(0)
    assert [each["id"] for each in await person.topics()] == [lamp]


async def test_switched_off_all_is_read_again(page: Page, bot: Bot, people: TelegramPeople) -> None:
    await people.person(RITA).start()
    await people.switch_topics(enabled=True)
    lamp = (await bot.create_forum_topic(RITA, "#1 Lamp")).message_thread_id
    await bot.send_message(RITA, "Alex has taken it.", message_thread_id=lamp)
    rita = page.get_by_role("region", name="Rita Reporter")
    await rita.get_by_role("tab", name="Main chat").click()
    await expect(rita.get_by_text("Alex has taken it.")).to_be_hidden()
    await people.switch_topics(enabled=False)
    await expect(rita.get_by_role("tab")).to_have_count(0)
    await expect(rita.get_by_text("Alex has taken it.")).to_be_visible()


async def test_people_make_topics_where_they_may(page: Page, people: TelegramPeople) -> None:
    await people.person(RITA).start()
    rita = page.get_by_role("region", name="Rita Reporter")
    made = rita.get_by_role("button", name="New topic")
    await people.switch_topics(enabled=True)
    await expect(page.get_by_role("button", name="Private topics")).to_have_attribute("aria-pressed", "true")
    await expect(made).to_be_hidden()
    await people.switch_topics(enabled=True, made_by_people=True)
    await made.click()
    form = page.get_by_role("dialog", name="New topic")
    await form.get_by_role("button", name="Create").click()
    assert await form.get_by_label("Name").evaluate("field => field.validity.valueMissing")
    await form.get_by_label("Name").fill("My flat")
    await form.get_by_role("button", name="Create").click()
    await expect(form).to_have_count(0)
    await rita.get_by_role("tab", name="My flat").click()
    box = rita.get_by_role("textbox", name="Message")
    await box.fill("The tap drips")
    await box.press("Enter")
    await expect(rita.get_by_text("The tap drips")).to_be_visible()
    (topic,) = await people.person(RITA).topics()
    assert (await people.person(RITA).messages())[-1].raw["message_thread_id"] == topic["id"]
