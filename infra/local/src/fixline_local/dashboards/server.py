"""The page as a whole."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final, Self

import aiohttp

from fixline_local.dashboards.boards import boards_in
from fixline_local.dashboards.prometheus import Prometheus
from fixline_local.dashboards.runbooks import Runbooks
from fixline_local.dashboards.web import create_app
from fixline_telemetry.http.limits import HttpLimits
from fixline_telemetry.http.server import EmbeddedServer, listening_on

GRACE_SECONDS: Final = 2
ROOT: Final = Path(__file__).parents[5]
BOARDS: Final = ROOT / "infra" / "grafana" / "dashboards"
RUNBOOKS: Final = ROOT / "docs" / "runbooks"


class DashboardServer:
    """Serves the page while it is open; entering raises `ListenError` when the port is taken, `UnknownShapeError`.

    `prometheus`, `traces`: base addresses of both.
    """

    def __init__(
        self, *, listen: str = "127.0.0.1:0", prometheus: str, traces: str, boards: Path = BOARDS
    ) -> None:
        self._listen = listen
        self._prometheus, self._traces = prometheus, traces
        self._boards = boards
        self._stack = AsyncExitStack()
        self.url = ""

    async def __aenter__(self) -> Self:
        boards = boards_in(self._boards)
        listener = listening_on(self._listen)
        host, port = listener.getsockname()[:2]
        self.url = f"http://{host}:{port}"
        session = await self._stack.enter_async_context(aiohttp.ClientSession())
        prometheus = Prometheus(self._prometheus, session)
        app = create_app(boards, prometheus, Runbooks(RUNBOOKS), self._traces)
        limits = HttpLimits(server="dashboards", connections=64, head_seconds=10.0, body_seconds=10.0)
        web = EmbeddedServer(limits.config(app, timeout_graceful_shutdown=GRACE_SECONDS))
        serving = asyncio.create_task(web.serve([listener]), name="dashboards")
        await web.up.wait()

        async def end() -> None:
            web.should_exit = True
            await serving

        self._stack.push_async_callback(end)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
