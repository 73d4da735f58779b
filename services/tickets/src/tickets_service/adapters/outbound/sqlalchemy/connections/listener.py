"""Tells all replicas that the history grew: one connection that both notifies and listens.

Notifying inside the writing transactions would make them commit one after the other (PostgreSQL holds one
lock for all of them); here one notification stands for everything committed since the last. Losing one costs
a consumer no event: it looks again by itself after a while.
"""

import asyncio
from typing import Any, Final

import asyncpg
import structlog
from sqlalchemy import URL

from tickets_service.adapters.outbound.system.signal import ProcessSignal

CHANNEL: Final = "tickets_history"
ALIVE_SECONDS: Final = 5.0
"""How often the connection is tried: a peer that vanished sends no farewell."""
ANSWER_SECONDS: Final = 3.0
LONGEST_PAUSE_SECONDS: Final = 2.0

log = structlog.get_logger()


class PostgresListener:
    """`announce` after a commit; `run` for the life of the process."""

    def __init__(self, url: URL, signal: ProcessSignal, *, application_name: str) -> None:
        self._dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._application_name = application_name
        self._signal = signal
        self._news = asyncio.Event()

    def announce(self) -> None:
        """Wake this process now, and the others as soon as the connection is free."""
        self._signal.announce()
        self._news.set()

    async def run(self) -> None:
        """Stay connected; what went wrong is logged, and tried again after at most 2 s."""
        pause = 0.05
        while True:
            try:
                connection = await self._connect()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("history.listener_unconnected", error=type(error).__name__)
            else:
                pause = 0.05
                await self._serve(connection)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _connect(self) -> Any:
        return await asyncpg.connect(
            self._dsn,
            timeout=ANSWER_SECONDS,
            command_timeout=ANSWER_SECONDS,
            server_settings={
                "application_name": self._application_name,
                # A notification is worth no flush of the log: it does not survive a crash anyway.
                "synchronous_commit": "off",
            },
        )

    async def _serve(self, connection: Any) -> None:
        try:
            connection.add_termination_listener(lambda _: self._news.set())
            await connection.add_listener(CHANNEL, lambda *_: self._signal.announce())
            # Whatever happened while nobody listened.
            self._signal.announce()
            while not connection.is_closed():
                await self._tell(connection)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("history.listener_lost", error=type(error).__name__)
        finally:
            connection.terminate()

    async def _tell(self, connection: Any) -> None:
        """Notify when there is news, else see whether the connection still lives."""
        try:
            async with asyncio.timeout(ALIVE_SECONDS):
                await self._news.wait()
        except TimeoutError:
            await connection.execute("SELECT 1")
        else:
            self._news.clear()
            await connection.execute(f"NOTIFY {CHANNEL}")
