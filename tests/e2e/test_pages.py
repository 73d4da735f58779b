"""The first half of the story by hand: in the chat page, in a real browser, on a real desk."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import CAPTION, PATIENCE_SECONDS, PLACE
from fixline_local.demo.trace_check import CREATE, faults_of
from fixline_local.desk.desk import Desk
from fixline_local.traces.client import TraceClient
from fixline_testing.browser import opened_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("chromium"),
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("desk"),
]


@pytest_asyncio.fixture(loop_scope="session")
async def chats(desk: Desk) -> AsyncIterator[Page]:
    async with opened_page(f"http://127.0.0.1:{desk.programs.addresses.chat}/") as page:
        yield page


def pane(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


async def newest_button(where: Locator, text: str) -> Locator:
    button = where.get_by_role("group", name="Buttons").get_by_role("button", name=text).last
    await expect(button).to_be_enabled()
    return button


async def tap(where: Locator, text: str) -> None:
    await (await newest_button(where, text)).click()


async def test_a_request_is_made_and_taken_on_the_chat_page(chats: Page, desk: Desk) -> None:
    rita, alex = pane(chats, "Rita Reporter"), pane(chats, "Alex Agent")
    for person in (alex, rita):
        await person.get_by_role("button", name="Start").click()
        await expect(person.get_by_text("This is the service desk")).to_be_visible()

    photo = {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": broken_lamp()}
    await rita.get_by_label("Attach files").set_input_files(photo)  # type: ignore[arg-type]  # a FilePayload
    await chats.get_by_role("dialog", name="Send files").get_by_label("Caption").fill(CAPTION)
    await chats.get_by_role("dialog", name="Send files").get_by_role("button", name="Send").click()
    await tap(rita, "New request")
    await expect(rita.get_by_text("Where is it?")).to_be_visible()
    await rita.get_by_label("Message", exact=True).fill(PLACE)
    await rita.get_by_label("Message", exact=True).press("Enter")
    await tap(rita, "High")
    await expect(rita.get_by_text("Please check your request")).to_be_visible()
    await tap(rita, "✅ Send")

    await expect(rita.get_by_text("is sent")).to_be_visible()
    await expect(alex.get_by_text("New request from Rita Reporter")).to_be_visible()
    await tap(alex, "Take")
    await expect(rita.get_by_text("In progress")).to_be_visible()
    await newest_button(alex, "Resolve")

    at = desk.programs.addresses
    trace = await TraceClient(f"http://127.0.0.1:{at.traces}").wait_for(
        CREATE, lambda trace: not faults_of(trace), PATIENCE_SECONDS
    )
    async with opened_page(f"http://127.0.0.1:{at.traces}/") as traces:
        await traces.goto(f"http://127.0.0.1:{at.traces}/#/trace/{trace.trace_id}")
        await expect(traces.get_by_text("FileService/UploadFile").first).to_be_visible()


async def test_a_person_is_added_and_gets_a_role(chats: Page) -> None:
    await chats.get_by_role("button", name="Add person").click()
    form = chats.get_by_role("dialog", name="Add person")
    await form.get_by_label("First name").fill("Olga")
    await form.get_by_label("Role").select_option("Dispatcher")
    await form.get_by_role("button", name="Add").click()
    card = chats.get_by_role("dialog", name="Olga")
    await expect(card.get_by_role("status")).to_contain_text(
        "Olga is a dispatcher now. Start was pressed for Olga"
    )
    await card.get_by_label("Role of Olga").select_option("Auditor")
    await card.get_by_role("button", name="Give role").click()
    await expect(card.get_by_role("status")).to_have_text("Olga is an auditor now.")
    await card.get_by_role("button", name="Close").click()
    await chats.get_by_role("button", name="About Olga").click()
    await expect(chats.get_by_role("dialog", name="Olga").get_by_role("status")).to_have_text(
        "Olga is an auditor now."
    )
