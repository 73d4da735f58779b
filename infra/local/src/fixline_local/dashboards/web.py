"""The JSON API and the page."""

import time
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

from fixline_local.dashboards.boards import Board
from fixline_local.dashboards.drawing import Drawing, Window
from fixline_local.dashboards.prometheus import Prometheus, PrometheusError
from fixline_local.dashboards.runbooks import Runbooks
from fixline_local.pages.serving import page_router

PAGE: Final = Path(__file__).parent / "page"
LONGEST_SECONDS: Final = 30 * 86400


def create_app(boards: list[Board], prometheus: Prometheus, runbooks: Runbooks, traces: str) -> FastAPI:
    """`traces`: the base address of the trace page."""
    app = FastAPI(
        title="Dashboards",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )

    @app.exception_handler(PrometheusError)
    async def without_prometheus(_: Request, error: PrometheusError) -> Response:
        return JSONResponse({"detail": str(error)}, status_code=502)

    by_name = {board.name: board for board in boards}

    @app.get("/api/boards")
    async def all_boards() -> dict[str, Any]:
        return {
            "boards": [{"name": board.name, "title": board.title} for board in boards],
            "traces": traces,
        }

    @app.get("/api/graph-page")
    async def graph_page() -> dict[str, str]:
        return {"address": await prometheus.graph_page()}

    @app.get("/api/boards/{name}")
    async def one_board(
        name: str,
        seconds: Annotated[int, Query(ge=60, le=LONGEST_SECONDS)] = 3600,
        end: Annotated[float | None, Query(ge=0)] = None,
        panel: int | None = None,
    ) -> dict[str, Any]:
        board = by_name.get(name)
        only = board.panel(panel) if board is not None and panel is not None else None
        if board is None or (panel is not None and only is None):
            raise HTTPException(404, "no such dashboard")
        now = time.time() if end is None else min(end, time.time())
        return await Drawing(prometheus, Window.until(now, seconds), now).board(board, only)

    @app.get("/api/alerts")
    async def alerts() -> dict[str, Any]:
        found = await prometheus.alerts()
        shown = [shown_alert(each) for each in found if each["labels"].get("severity") != "none"]
        return {"alerts": sorted(shown, key=lambda each: (each["state"], each["severity"], each["since"]))}

    @app.get("/api/runbooks/{name}")
    async def runbook(name: str) -> dict[str, str]:
        found = runbooks.page(name)
        if found is None:
            raise HTTPException(404, "no such runbook")
        return {"html": found}

    app.include_router(page_router(PAGE))
    return app


def shown_alert(given: dict[str, Any]) -> dict[str, Any]:
    labels, says = given["labels"], given["annotations"]
    more = {
        name: value for name, value in labels.items() if name not in {"alertname", "severity", "instance"}
    }
    return {
        "name": labels["alertname"],
        "severity": labels["severity"],
        "of": " · ".join(more.values()),
        "state": given["state"],
        "since": given["activeAt"],
        "summary": says["summary"],
        "impact": says["impact"],
        "value": says["value"],
        "runbook": Path(says["runbook"]).stem,
    }
