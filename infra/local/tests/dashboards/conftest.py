"""A Prometheus that answers as a real one does (`make test-ops` asks a real one), with numbers made up."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from fixline_local.dashboards.server import DashboardServer

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
ALERT = {
    "labels": {"alertname": "ServiceDown", "job": "tickets", "severity": "page"},
    "annotations": {
        "summary": "No process of a service answers",
        "impact": "updates wait",
        "value": "tickets",
        "runbook": "docs/runbooks/service-down.md",
    },
    "state": "firing",
    "activeAt": "2026-01-02T03:04:05.678Z",
    "value": "1e+00",
}
WATCHDOG = ALERT | {"labels": {"alertname": "Watchdog", "severity": "none"}}


@dataclass
class MadeUpPrometheus:
    """`refused`: expressions with this in them get an error."""

    alerts: list[dict[str, Any]] = field(default_factory=lambda: [WATCHDOG])
    fired: int = 0
    """How many alerts fired in the time that is shown, each while the one before still did."""
    refused: str = ""
    has_classic_pages: bool = True
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/v1/query", self.query),
            web.get("/api/v1/query_range", self.query_range),
            web.get("/api/v1/query_exemplars", self.query_exemplars),
            web.get("/api/v1/alerts", self.all_alerts),
            web.get("/classic/graph", self.classic_page),
        ]

    async def query(self, request: web.Request) -> web.Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        moment = float(request.query["time"])
        return success(
            {"result": [{"metric": {"job": job}, "value": [moment, "1"]} for job in ("bot", "files")]}
        )

    async def query_range(self, request: web.Request) -> web.Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        begin, end, step = (float(request.query[name]) for name in ("start", "end", "step"))
        moments = [begin + at * step for at in range(int((end - begin) / step) + 1)]
        if request.query["query"].startswith("ALERTS"):
            fired = [
                {
                    "metric": {"alertname": f"Alert{number}"},
                    "values": [[at, "1"] for at in moments[10 + number : 30 + number]],
                }
                for number in range(self.fired)
            ]
            return success({"result": fired})
        if request.query["query"].startswith("changes"):
            return success({"result": []})
        values = [
            [at, "NaN" if at == moments[1] else str(number % 7 / 100)] for number, at in enumerate(moments)
        ]
        return success(
            {
                "result": [
                    {"metric": {"job": job, "type": "same"}, "values": values} for job in ("bot", "files")
                ]
            }
        )

    async def query_exemplars(self, request: web.Request) -> web.Response:
        self._note(request)
        middle = (float(request.query["start"]) + float(request.query["end"])) / 2
        exemplar = {"labels": {"trace_id": TRACE}, "value": "0.031", "timestamp": middle}
        return success([{"seriesLabels": {"job": "bot"}, "exemplars": [exemplar, exemplar | {"labels": {}}]}])

    async def all_alerts(self, _: web.Request) -> web.Response:
        return success({"alerts": self.alerts})

    async def classic_page(self, _: web.Request) -> web.Response:
        return web.Response(status=200 if self.has_classic_pages else 404)

    def _note(self, request: web.Request) -> None:
        self.asked.append(dict(request.query))

    def _refusal(self, request: web.Request) -> web.Response | None:
        self._note(request)
        if not self.refused or self.refused not in request.query["query"]:
            return None
        return web.json_response(
            {"status": "error", "errorType": "bad_data", "error": "parse error"}, status=400
        )


def success(data: Any) -> web.Response:
    return web.json_response({"status": "success", "data": data})


@pytest.fixture
async def prometheus() -> AsyncIterator[MadeUpPrometheus]:
    made_up = MadeUpPrometheus()
    app = web.Application()
    app.add_routes(made_up.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made_up.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made_up
    await runner.cleanup()


@pytest.fixture
async def dashboards(prometheus: MadeUpPrometheus) -> AsyncIterator[DashboardServer]:
    async with DashboardServer(prometheus=prometheus.url, traces="http://127.0.0.1:9") as server:
        yield server
