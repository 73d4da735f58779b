"""The page's API, and the page as a process."""

import asyncio
import json
import sys
from typing import Any

import aiohttp
import pytest

from fixline_local.dashboards.runbooks import Runbooks
from fixline_local.dashboards.server import RUNBOOKS, DashboardServer

from .conftest import ALERT, TRACE, WATCHDOG, MadeUpPrometheus


async def answer(url: str, **parameters: Any) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(url, params=parameters) as response:
        return response.status, await response.json()


async def test_a_board_has_its_panels_with_their_series(
    dashboards: DashboardServer, prometheus: MadeUpPrometheus
) -> None:
    status, board = await answer(f"{dashboards.url}/api/boards/grpc", seconds=300)
    assert status == 200
    assert board["end"] - board["begin"] == 300
    served = next(panel for panel in board["panels"] if panel["title"] == "Served: p99 by method")
    assert [series["name"] for series in served["series"]] == ["p99", "p99"]
    assert [at for at, _ in served["series"][0]["points"]] == [
        at for at in range(int(board["begin"]), int(board["end"]) + 1, 15) if at != board["begin"] + 15
    ]
    assert [(each["value"], each["trace"]) for each in served["exemplars"]] == [(0.031, TRACE)]
    assert all("$" not in asked["query"] for asked in prometheus.asked)


async def test_one_panel_alone_and_a_moment_of_the_past(
    dashboards: DashboardServer, prometheus: MadeUpPrometheus
) -> None:
    _, board = await answer(f"{dashboards.url}/api/boards/overview", seconds=900, end=1_700_000_007, panel=2)
    assert [panel["title"] for panel in board["panels"]] == ["Up"]
    assert board["end"] == 1_700_000_007 // 15 * 15
    assert {
        asked.get("time") for asked in prometheus.asked if asked["query"].startswith("sum by (job) (up)")
    } == {"1700000007.0"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("boards/none", 404), ("boards/files?panel=99", 404), ("boards/files?seconds=1", 422)),
        *(("runbooks/none", 404), ("runbooks/..%2FREADME", 404)),
    ],
)
async def test_what_is_not_there_is_said(dashboards: DashboardServer, path: str, status: int) -> None:
    assert (await answer(f"{dashboards.url}/api/{path}"))[0] == status


async def test_an_expression_that_is_refused_is_the_fault_of_one_panel(
    dashboards: DashboardServer, prometheus: MadeUpPrometheus
) -> None:
    prometheus.refused = "files_orphans"
    status, board = await answer(f"{dashboards.url}/api/boards/files")
    assert status == 200
    assert {panel["title"]: panel["fault"] for panel in board["panels"] if panel["fault"]} == {
        "For no one": "parse error"
    }


async def test_without_prometheus_the_page_says_so() -> None:
    async with DashboardServer(prometheus="http://127.0.0.1:9", traces="http://127.0.0.1:9") as server:
        for path in ("boards/overview", "alerts", "graph-page"):
            assert await answer(f"{server.url}/api/{path}") == (
                502,
                {"detail": "Prometheus does not answer"},
            )


async def test_an_expression_is_looked_at_by_hand_where_this_prometheus_has_its_page(
    dashboards: DashboardServer, prometheus: MadeUpPrometheus
) -> None:
    for has_classic_pages, page in ((True, "/classic/graph"), (False, "/graph")):
        prometheus.has_classic_pages = has_classic_pages
        assert await answer(f"{dashboards.url}/api/graph-page") == (
            200,
            {"address": f"{prometheus.url}{page}"},
        )


async def test_alerts_lead_to_their_runbooks_and_the_watchdog_is_none(
    dashboards: DashboardServer, prometheus: MadeUpPrometheus
) -> None:
    prometheus.alerts = [WATCHDOG, ALERT]
    _, told = await answer(f"{dashboards.url}/api/alerts")
    (alert,) = told["alerts"]
    assert (alert["name"], alert["of"], alert["state"]) == ("ServiceDown", "tickets", "firing")
    status, page = await answer(f"{dashboards.url}/api/runbooks/{alert['runbook']}")
    assert status == 200
    assert "<h1>A service does not answer its scrape</h1>" in page["html"]


def test_links_of_runbooks_lead_to_runbooks_and_nowhere_else() -> None:
    runbooks = Runbooks(RUNBOOKS)
    for path in RUNBOOKS.glob("*.md"):
        html = runbooks.page(path.stem)
        assert html is not None
        for link in html.split('href="')[1:]:
            name = link.partition('"')[0]
            assert name.startswith(("#/runbook/", "https://", "http://", "#")), (path.name, name)
            if name.startswith("#/runbook/"):
                assert runbooks.page(name.removeprefix("#/runbook/")) is not None, (path.name, name)
    assert 'href="#/runbook/service-down"' in str(runbooks.page("README"))


async def test_it_runs_as_a_process_and_a_taken_port_is_said(dashboards: DashboardServer) -> None:
    process = await asyncio.create_subprocess_exec(
        *(
            sys.executable,
            "-m",
            "fixline_local.dashboards",
            "--listen",
            dashboards.url.removeprefix("http://"),
        ),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 1
    line = json.loads(said.decode().splitlines()[-1])
    assert (line["event"], line["service"]) == ("service.failed", "dashboards")
    assert "in use" in line["error"]
