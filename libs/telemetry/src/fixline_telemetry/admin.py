"""The HTTP server that operators, orchestrators and Prometheus talk to; never exposed to people."""

import asyncio
import errno
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import REGISTRY, CollectorRegistry

from fixline_telemetry.http_server import EmbeddedServer
from fixline_telemetry.loop_lag import LoopLagSampler
from fixline_telemetry.metrics import exposition
from fixline_telemetry.readiness import Check, ReadinessChecks

GRACEFUL_SECONDS: Final = 2
LAST_PORT: Final = 65535


@dataclass(slots=True)
class ProcessState:
    """How far the life of a process has got."""

    started: bool = False
    draining: bool = False


class AdminListenError(OSError):
    """The admin server cannot have its address; the text names it."""


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
        self._server = EmbeddedServer(
            uvicorn.Config(
                create_admin_app(self._checks, state, registry),
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=GRACEFUL_SECONDS,
            )
        )
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Return the bound port; raise `AdminListenError` when the address is taken or not ours."""
        listener = bound(self._listen)
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


def bound(listen: str) -> socket.socket:
    """Listen on `host:port` (`[::1]:port` for IPv6).

    uvicorn would end the process when the port is taken; this way the caller learns what is wrong.
    """
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if not (port.isdecimal() and int(port) <= LAST_PORT):
        raise AdminListenError(errno.EINVAL, f"the admin server cannot listen on {listen}: no such port")
    try:
        return socket.create_server((host, int(port)), family=family)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise AdminListenError(
            error.errno, f"the admin server cannot listen on {listen}: {reason}"
        ) from error
