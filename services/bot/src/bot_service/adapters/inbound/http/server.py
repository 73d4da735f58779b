"""Serves the bot's HTTP application."""

import asyncio
from typing import Final

from fastapi import FastAPI

from fixline_telemetry.http.limits import HttpLimits
from fixline_telemetry.http.server import EmbeddedServer, listening_on

GRACEFUL_SECONDS: Final = 5
KEEP_ALIVE_SECONDS: Final = 75
BACKLOG: Final = 256
MOST_CONNECTIONS: Final = 256
"""Telegram opens at most 100 (`max_connections`). A process may have 1,024 descriptors by default, and needs others."""
HEAD_SECONDS: Final = 10.0
BODY_SECONDS: Final = 15.0
"""Later than the webhook itself gives up: this one is for what nobody reads."""


class HttpServer:
    def __init__(
        self,
        app: FastAPI,
        listen: str,
        *,
        connections: int = MOST_CONNECTIONS,
        head_seconds: float = HEAD_SECONDS,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        """Serve `app` on `listen` (`host:port`, port 0 takes any)."""
        self._listen = listen
        limits = HttpLimits(
            server="webhook", connections=connections, head_seconds=head_seconds, body_seconds=body_seconds
        )
        self._server = EmbeddedServer(
            limits.config(
                app,
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
