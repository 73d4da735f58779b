"""What people see on a small building's desk, on the pages; `make pictures` keeps it for the documentation."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pypdfium2
import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from fixline_local.demo.expectations import has_button, has_text
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import PATIENCE_SECONDS
from fixline_local.demo.trace_check import CREATE, UPLOAD, faults_of
from fixline_local.desk.desk import Desk
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ADA
from fixline_local.traces.client import TraceClient
from fixline_local.traces.spans import Trace
from fixline_testing.browser import opened_page
from fixline_testing.camera import keep, take

from .building import Building, opened
from .photos import blind, pipe, sink

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("chromium"),
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("pictures"),
]

BOTS: Final = ".theirs:not([hidden])"
"""What others than oneself have said, as far as it is shown."""
PATIENCE_MS: Final = 1000 * PATIENCE_SECONDS
PHONE: Final = (430, 860)
SHEET_SCALE: Final = 1.4
"""Pixels for a point of the sheet."""
LEAK: Final = "Water under the sink, and it is getting more"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def building(desk: Desk, people: TelegramPeople, tmp_path_factory: pytest.TempPathFactory) -> Building:
    return await opened(desk, people, tmp_path_factory.mktemp("past"))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def morning(building: Building) -> Building:
    """What has come in, and who does what."""
    maria, tom, alex = building.maria, building.tom, building.alex
    await building.reports(tom, "QH-101", "The blind hangs askew", "Normal", photos=[blind()])
    await building.reports(tom, "QH-203", "The printer says “call service”", "High")
    await building.reports(maria, "QH-112", "The lamp over my desk flickers", "Can wait")
    # A bot may do twenty things a minute in a group: a topic for each of these would leave none for what is shown.
    group = await building.people.group("Staff")
    assert group is not None
    in_group = building.people.person(ADA, chat_id=group)
    linked = await in_group.send_text("/link")
    await in_group.wait_for(has_text("This is the staff group now"), PATIENCE_SECONDS, after=linked)
    await building.reports(maria, "QH-004", LEAK, "Urgent", photos=[sink(), pipe()])
    await building.reports(tom, "QH-007", "Somebody's bicycle blocks the door", "Normal")
    card = await alex.says(f"/ticket {building.open['The printer says “call service”']}", "call service")
    await alex.taps(card, "Take", "Resolve")
    return building


@asynccontextmanager
async def chat_of(desk: Desk, name: str, *, size: tuple[int, int] = PHONE) -> AsyncIterator[Locator]:
    """Open one chat as on a phone, at its end."""
    url = f"http://127.0.0.1:{desk.programs.addresses.chat}/"
    async with opened_page(url, size=size, scale=2) as page:
        await page.get_by_role("button", name=re.compile(f"^{name}")).first.click()
        pane = page.get_by_role("region", name=name)
        await expect(pane).to_be_visible()
        yield pane


async def write(pane: Locator, words: str, sees: str) -> None:
    """Write something, and wait for an answer with the words `sees` in it."""
    said, before = pane.locator(BOTS), await pane.locator(BOTS).count()
    box = pane.get_by_role("textbox", name="Message")
    await box.fill(words)
    await box.press("Enter")
    await expect(said).not_to_have_count(before, timeout=PATIENCE_MS)
    await expect(said.last).to_contain_text(sees, timeout=PATIENCE_MS)


async def tap(pane: Locator, label: str, sees: str) -> None:
    """Tap a button of the bot's newest message, and wait until that has the words `sees` in it."""
    said = pane.locator(BOTS).last
    await said.get_by_role("button", name=label).click()
    await expect(pane.locator(BOTS).last).to_contain_text(sees, timeout=PATIENCE_MS)


@pytest.mark.usefixtures("morning")
async def test_the_queue(desk: Desk) -> None:
    async with chat_of(desk, "Alex Agent") as alex:
        await write(alex, "/queue", LEAK)
        await take(alex, "queue")


async def test_a_card_with_its_buttons(desk: Desk, morning: Building) -> None:
    async with chat_of(desk, "Alex Agent") as alex:
        await write(alex, f"/ticket {morning.open[LEAK]}", LEAK)
        await take(alex, "card")
        await tap(alex, "Take", "In progress")


@pytest.mark.usefixtures("morning")
async def test_an_album_of_a_request(desk: Desk) -> None:
    async with chat_of(desk, "Maria Lopez") as maria:
        await expect(maria.get_by_text("is taking care of your request").last).to_be_visible(
            timeout=PATIENCE_MS
        )
        await maria.get_by_role("button", name="Open photo").last.scroll_into_view_if_needed()
        await take(maria, "album")


@pytest.mark.usefixtures("morning")
async def test_a_topic_of_the_staff_group(desk: Desk) -> None:
    async with chat_of(desk, "Staff", size=(760, 960)) as staff:
        await staff.get_by_label("Who you are here").select_option("Alex Agent")
        await staff.get_by_role("tab", name=re.compile("Water under the sink")).click()
        box = staff.get_by_role("textbox", name="Message")
        await box.fill("The main tap is in the cellar, left of the door")
        await box.press("Enter")
        # A bot may do twenty things a minute in a group.
        await expect(staff.get_by_text("✍").last).to_be_visible(timeout=PATIENCE_MS)
        await write(staff, "/reply I am on my way, please put a towel down", "That goes to the reporter")
        await staff.get_by_role("button", name="More…").first.click()
        await expect(staff.get_by_text("Only you see this").last).to_be_visible()
        await take(staff, "topic")


async def test_a_sheet_of_codes(morning: Building) -> None:
    ada = morning.ada
    places = await ada.says("/locations", "Places of this desk")
    asked = await ada.taps(places, "🏷 QR codes", "How many per page?")
    await ada.client.tap(asked, "2x9")
    sent = await ada.client.wait_for(
        lambda message: bool(message.file), PATIENCE_SECONDS, after=asked.revision
    )
    assert sent.file is not None
    with pypdfium2.PdfDocument(await morning.people.download(sent.file)) as pdf:
        keep(pdf[0].render(scale=SHEET_SCALE).to_pil(), "sheet")


@pytest.mark.usefixtures("morning")
async def test_how_the_desk_does(desk: Desk) -> None:
    async with chat_of(desk, "Ada Admin") as ada:
        await write(ada, "/stats", "Reported: ")
        await take(ada, "stats")


async def test_a_dialog_in_russian(desk: Desk, morning: Building) -> None:
    ivan = morning.ivan.client
    asked = await ivan.send_photo(broken_lamp(), "Не горит лампа над столом")
    await ivan.wait_for(has_button("Новая заявка"), PATIENCE_SECONDS, after=asked)
    async with chat_of(desk, "Иван") as pane:
        await tap(pane, "📝 Новая заявка", "Где это?")
        await write(pane, "Accounts", "Насколько это срочно?")
        await tap(pane, "🟡", "Проверьте заявку")
        await tap(pane, "✅ Отправить", "отправлена")
        await take(pane, "russian")


@pytest.mark.usefixtures("morning")
async def test_what_a_tap_did(desk: Desk) -> None:
    traces_url = f"http://127.0.0.1:{desk.programs.addresses.traces}"

    def has_both_photos(trace: Trace) -> bool:
        stored = [span for span in trace.named(UPLOAD) if span.kind == "server"]
        return len(stored) == 2 and not faults_of(trace)

    trace = await TraceClient(traces_url).wait_for(CREATE, has_both_photos, PATIENCE_SECONDS)
    async with opened_page(f"{traces_url}/", size=(1280, 860), scale=1.5) as page:
        await page.goto(f"{traces_url}/#/trace/{trace.trace_id}")
        await expect(page.get_by_text("FileService/UploadFile").first).to_be_visible()
        await take(page, "trace")


@pytest.mark.usefixtures("morning")
async def test_two_people_side_by_side(desk: Desk) -> None:
    url = f"http://127.0.0.1:{desk.programs.addresses.chat}/"
    async with opened_page(url, size=(1280, 800), scale=1.5) as page:
        for name in ("Maria Lopez", "Alex Agent"):
            await page.get_by_role("button", name=re.compile(f"^{name}")).first.click()
        await expect(page.get_by_role("region", name="Alex Agent")).to_be_visible()
        await take(page, "chat")
