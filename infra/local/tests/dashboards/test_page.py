"""The page in a real browser."""

import copy
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from fixline_local.dashboards.boards import KINDS
from fixline_local.dashboards.server import BOARDS, DashboardServer
from fixline_testing.browser import opened_page
from fixline_testing.controls import ControlCheck

from .conftest import ALERT, TRACE, WATCHDOG, MadeUpPrometheus

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("chromium")]

WIDTHS = {360: 740, 768: 1024, 1280: 800, 1920: 1080}


@pytest.fixture
async def page(dashboards: DashboardServer) -> AsyncIterator[Page]:
    async with opened_page(dashboards.url) as page:
        yield page


async def test_a_board_is_chosen_and_its_panels_are_drawn(dashboards: DashboardServer, page: Page) -> None:
    await expect(page).to_have_title("Overview · Dashboards")
    up = page.locator(".panel", has=page.get_by_role("heading", name="Up", exact=True))
    await expect(up.locator(".number")).to_have_text(["1bot", "1files"])
    await page.get_by_role("link", name="gRPC").click()
    served = page.locator(".panel", has=page.get_by_role("heading", name="Calls served"))
    await expect(served.locator("path:not(.area)")).to_have_count(2)
    await expect(served.get_by_role("button")).to_have_text([re.compile("bot.*/s"), re.compile("files.*/s")])
    # The second point is no number: the line begins anew after it.
    drawn = await served.locator("path:not(.area)").first.get_attribute("d")
    assert drawn is not None
    assert drawn.count("M") == 2
    await served.locator(".chart").hover()
    await expect(served.locator(".tip-row")).to_have_count(2)
    await expect(page).to_have_url(f"{dashboards.url}/#/grpc")


async def test_alerts_that_fired_together_hide_no_line(prometheus: MadeUpPrometheus, page: Page) -> None:
    prometheus.fired = 5
    await page.get_by_role("link", name="gRPC").click()
    served = page.locator(".panel", has=page.get_by_role("heading", name="Calls served"))
    await expect(served.locator("g.mark")).to_have_count(5)
    await expect(served.locator(".mark-ground")).to_have_count(1)


async def test_one_series_is_shown_alone_and_all_again(page: Page) -> None:
    await page.get_by_role("link", name="gRPC").click()
    served = page.locator(".panel", has=page.get_by_role("heading", name="Calls served"))
    await served.get_by_role("button", name="files").click()
    await expect(served.get_by_role("button", name="files")).to_have_attribute("aria-pressed", "true")
    await expect(served.locator(".line")).to_have_count(1)
    await served.get_by_role("button", name="files").click()
    await expect(served.locator(".line")).to_have_count(2)


async def test_a_panel_is_opened_with_its_numbers_its_question_and_its_slowest_traces(page: Page) -> None:
    await page.get_by_role("link", name="gRPC").click()
    await page.get_by_role("link", name="Served: p99 by method", exact=True).click()
    await expect(page.get_by_role("heading", name="Served: p99 by method")).to_be_visible()
    await expect(page.locator("tbody tr")).to_have_count(2)
    await expect(page.locator(".expression code")).to_contain_text("rpc_server_call_duration_seconds_bucket")
    links = page.get_by_role("link", name=re.compile("31 ms"))
    await expect(links).to_have_count(2)
    for link in await links.all():
        assert await link.get_attribute("href") == f"http://127.0.0.1:9/#/trace/{TRACE}"
    await page.get_by_role("link", name="← gRPC").click()
    await expect(page.locator(".panel").first).to_be_visible()


async def test_time_is_chosen_and_walked_through(page: Page, prometheus: MadeUpPrometheus) -> None:
    await page.get_by_label("Time range").select_option("Last 3 hours")
    await expect(page).to_have_url(re.compile(r"#/overview\?last=10800$"))
    await expect(page.get_by_role("button", name="Later")).to_be_disabled()
    await page.get_by_role("button", name="Earlier").click()
    await expect(page.get_by_role("status")).to_have_text("standing still")
    ends = [float(asked["end"]) for asked in prometheus.asked if "end" in asked]
    assert max(ends) - ends[-1] == pytest.approx(5400, abs=120)
    await page.get_by_role("button", name="Now").click()
    await expect(page.get_by_role("status")).to_have_text("live")


async def test_what_fires_is_above_every_board_and_leads_to_what_to_do(
    dashboards: DashboardServer, page: Page, prometheus: MadeUpPrometheus
) -> None:
    prometheus.alerts = [WATCHDOG, ALERT]
    await page.goto(f"{dashboards.url}/#/files")
    banner = page.get_by_role("list", name="Firing alerts")
    await expect(banner).to_contain_text("ServiceDown")
    await page.get_by_role("link", name="Alerts (1)").click()
    await expect(page.locator(".alert")).to_contain_text("Who is hurt: updates wait.")
    await page.get_by_role("link", name="Runbook: service-down").click()
    await expect(page.get_by_role("heading", name="A service does not answer its scrape")).to_be_visible()
    await page.get_by_role("link", name="← Alerts").click()
    prometheus.alerts = [WATCHDOG]
    await page.reload()
    await expect(page.get_by_text("Nothing fires")).to_be_visible()


async def test_what_is_not_there_and_who_does_not_answer_are_said(
    dashboards: DashboardServer, page: Page, prometheus: MadeUpPrometheus
) -> None:
    prometheus.refused = "files_orphans"
    await page.goto(f"{dashboards.url}/#/files")
    await expect(page.locator(".panel", has_text="For no one")).to_contain_text("parse error")
    await expect(page.locator(".panel", has_text="Calls").first.locator("svg")).to_be_visible()


@pytest.fixture
async def small(prometheus: MadeUpPrometheus, tmp_path: Path) -> AsyncIterator[DashboardServer]:
    """One board, with a panel of each kind."""
    board = json.loads((BOARDS / "grpc.json").read_text())
    panels = {panel["title"]: panel for panel in board["panels"]}
    lines = panels["Served: p99 by method"]
    board["panels"] = [lines] + [
        copy.deepcopy(panels["Calls served"]) | {"type": kind, "title": kind, "id": number}
        for number, kind in enumerate(sorted(KINDS - {"timeseries"}), 11)
    ]
    (tmp_path / "small.json").write_text(json.dumps(board))
    async with DashboardServer(
        prometheus=prometheus.url, traces="http://127.0.0.1:9", boards=tmp_path
    ) as server:
        yield server


@pytest.mark.parametrize("width", WIDTHS)
async def test_every_control_does_something(
    small: DashboardServer, prometheus: MadeUpPrometheus, width: int
) -> None:
    prometheus.alerts = [WATCHDOG, ALERT]
    async with opened_page(small.url, size=(width, WIDTHS[width])) as page:

        async def arrange() -> None:
            await page.goto("about:blank")
            await page.goto(f"{small.url}/#/small?last=300")
            await expect(page.locator("body:not([aria-busy]) .panel").first).to_be_visible()

        faults = await ControlCheck(page, arrange, keyboard=width == 768).run()
        assert not faults, "\n".join(faults)
