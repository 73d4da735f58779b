"""Serves the bot's HTTP application."""

import asyncio
from typing import Final

import uvicorn
from fastapi import FastAPI

from fixline_telemetry.http_server import EmbeddedServer, listening_on

GRACEFUL_SECONDS: Final = 5
KEEP_ALIVE_SECONDS: Final = 75
BACKLOG: Final = 256


class HttpServer:
    def __init__(self, app: FastAPI, listen: str) -> None:
        """Serve `app` on `listen` (`host:port`, port 0 takes any)."""
        self._listen = listen
        self._server = EmbeddedServer(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                proxy_headers=False,
                backlog=BACKLOG,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=GRACEFUL_SECONDS,
            )
        )
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """Return the bound port. Raises `ListenError`."""
        listener = listening_on(self._listen, server="the webhook")
        self._serving = asyncio.create_task(self._server.serve([listener]), name="webhook http")
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        """Take no new request and finish those under way, for at most `GRACEFUL_SECONDS`."""
        if self._serving is not None:
            self._server.should_exit = True
            await self._serving
