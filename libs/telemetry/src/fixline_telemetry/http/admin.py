"""The HTTP server that operators, orchestrators and Prometheus talk to; never exposed to people."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import REGISTRY, CollectorRegistry

from fixline_telemetry.http.limits import HttpLimits
from fixline_telemetry.http.readiness import Check, ReadinessChecks
from fixline_telemetry.http.server import EmbeddedServer, listening_on
from fixline_telemetry.loop_lag import LoopLagSampler
from fixline_telemetry.metrics import exposition

GRACEFUL_SECONDS: Final = 2
MOST_CONNECTIONS: Final = 64
"""Its own: whatever happens to other servers of the process, operators are heard."""
REQUEST_SECONDS: Final = 5.0


@dataclass(slots=True)
class ProcessState:
    """How far the life of a process has got."""

    started: bool = False
    draining: bool = False


class AdminServer:
    """Serves `/livez`, `/readyz`, `/startupz` and `/metrics`, and samples the event loop's lag."""

    def __init__(
        self,
        listen: str,
        *,
        readiness: Mapping[str, Check],
        state: ProcessState,
        registry: CollectorRegistry = REGISTRY,
    ) -> None:
        """Serve on `listen` (`host:port`, port 0 takes any). Checks added to `readiness` later count too."""
        self._listen = listen
        self._checks = ReadinessChecks(readiness)
        self._lag = LoopLagSampler()
        limits = HttpLimits(
            server="admin",
            connections=MOST_CONNECTIONS,
            head_seconds=REQUEST_SECONDS,
            body_seconds=REQUEST_SECONDS,
        )
        self._server = EmbeddedServer(
            limits.config(
                create_admin_app(self._checks, state, registry), timeout_graceful_shutdown=GRACEFUL_SECONDS
            )
        )
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Return the bound port; raise `ListenError` when the address is taken or not ours."""
        listener = listening_on(self._listen, server="the admin server")
        self._serving = asyncio.create_task(self._server.serve([listener]), name="admin http")
        up = asyncio.create_task(self._server.up.wait())
        await asyncio.wait({self._serving, up}, return_when=asyncio.FIRST_COMPLETED)
        if self._serving.done():
            up.cancel()
            self._serving.result()
        self._lag.start()
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        """Finish the requests under way, for at most 2 s. Does nothing if it never started."""
        self._lag.stop()
        if self._serving is not None:
            self._server.should_exit = True
            await self._serving
        await self._checks.stop()


def create_admin_app(checks: ReadinessChecks, state: ProcessState, registry: CollectorRegistry) -> FastAPI:
    app = FastAPI(
        title="admin",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # Its own spans would bury the traces under health checks.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )

    @app.get("/livez")
    async def live() -> Response:
        return PlainTextResponse("ok\n")

    @app.get("/startupz")
    async def started() -> Response:
        if state.started:
            return PlainTextResponse("started\n")
        return PlainTextResponse("starting\n", status_code=503)

    @app.get("/readyz")
    async def ready() -> Response:
        readiness = await checks.read()
        failures = readiness.failures
        if not state.started:
            failures["process"] = "still starting"
        if state.draining:
            failures["process"] = "draining"
        return JSONResponse(
            {"ready": not failures, "failures": failures, "degraded": readiness.degraded},
            status_code=503 if failures else 200,
        )

    @app.get("/metrics")
    async def metrics(request: Request) -> Response:
        body, content_type = exposition(registry, request.headers.get("accept", ""))
        return Response(body, headers={"content-type": content_type})

    return app
