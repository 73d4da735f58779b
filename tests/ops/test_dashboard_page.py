"""The page that draws the dashboards, on a desk that is watched: each panel has something to show."""

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import Story
from fixline_local.desk.desk import Desk
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX
from fixline_testing.browser import opened_page
from fixline_testing.camera import FOLDER, take

from .monitoring import dashboards
from .monitors import MonitorClient

pytestmark = [
    pytest.mark.ops,
    pytest.mark.usefixtures("chromium"),
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("monitored-desk"),
]
EMPTY = ".panel .none"
PATIENCE_MS = 90_000
FULL = 'count_over_time(up{job="bot"}[5m]) > 280'
"""The line of five minutes, a scrape a second, is as long as its panel is wide."""


def page_url(desk: Desk) -> str:
    return f"http://127.0.0.1:{desk.programs.addresses.dashboards}/"


async def panels_of(page: Page, url: str, name: str) -> None:
    await page.goto(f"{url}#/{name}?last=300")
    await expect(page.locator(".panel")).to_have_count(len(dashboards()[name]["panels"]))


async def use(desk: Desk, number: int) -> None:
    async with TelegramPeople(f"http://127.0.0.1:{desk.programs.addresses.chat}") as people:
        reporter = await people.create_person("Rita", last_name=str(number))
        story = Story(reporter=reporter, agent=people.person(ALEX), photo=broken_lamp(number))
        await story.begin()
        await story.play()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def used_desk(desk: Desk, monitors: MonitorClient) -> Desk:
    """Its counters grew after they had been scraped: of one that is as it was born, there is no rate."""
    await monitors.until('rpc_server_call_duration_seconds_count{rpc_method=~".+/UploadFile"}')
    await use(desk, 2)
    return desk


@pytest.mark.parametrize("name", dashboards())
async def test_every_panel_is_drawn(used_desk: Desk, name: str) -> None:
    async with opened_page(page_url(used_desk)) as page:
        await panels_of(page, page_url(used_desk), name)
        await expect(page.locator(EMPTY)).to_have_count(0, timeout=PATIENCE_MS)


async def test_a_point_leads_to_its_trace(used_desk: Desk) -> None:
    async with opened_page(page_url(used_desk)) as page:
        await panels_of(page, page_url(used_desk), "grpc")
        point = page.locator(".chart a").first
        address = await point.get_attribute("href", timeout=PATIENCE_MS)
    traces_url = f"http://127.0.0.1:{used_desk.programs.addresses.traces}/"
    assert address is not None
    assert address.startswith(f"{traces_url}#/trace/")
    async with opened_page(traces_url) as traces:
        await traces.goto(address)
        await expect(traces.locator(".row").first).to_be_visible()


async def test_it_shows_what_the_desk_did(used_desk: Desk, monitors: MonitorClient) -> None:
    number = 3
    # A picture for the README (`make pictures`) is to be full.
    while FOLDER and not await monitors.query(FULL):
        await use(used_desk, number)
        number += 1
    async with opened_page(page_url(used_desk)) as page:
        await panels_of(page, page_url(used_desk), "updates-deliveries")
        outcomes = page.locator(".panel", has=page.get_by_role("heading", name="Updates, by outcome"))
        done = outcomes.locator(".key", has_text="done").locator(".key-value")
        await expect(done).not_to_have_text("0/s", timeout=PATIENCE_MS)
        await take(page, "dashboards")
