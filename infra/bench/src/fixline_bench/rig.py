"""What is measured: PostgreSQL with a seeded desk, the real service, and the bare server beside it."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import asyncpg
import psutil
from grpc import aio

from fixline_bench.child import python, running
from fixline_bench.client import TOKEN
from fixline_bench.otlp_sink import otlp_sink
from fixline_bench.telling import Telling, told_to
from fixline_chassis.migrations import Migrations
from fixline_local.embedded.postgres import EmbeddedPostgres
from fixline_local.ports import free_ports

SCOPES: Final = (
    "events.watch",
    "locations.read",
    "tickets.read",
    "tickets.write",
    "users.read",
    "users.write",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server of the tickets API and its process."""

    process: psutil.Process
    channel: aio.Channel
    target: str
    """Its address."""
    admin_port: int = 0
    """Where its metrics are; 0 = nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rig:
    """`folder` is thrown away afterwards. PostgreSQL does not wait for the disk: the disk is not what is measured."""

    folder: Path
    postgres: EmbeddedPostgres
    database: str
    otlp_port: int

    async def connect(self) -> "asyncpg.Connection":
        return await asyncpg.connect(self.postgres.dsn(self.database))

    @asynccontextmanager
    async def service(self, telling: Telling | None = None, name: str = "tickets") -> AsyncIterator[Served]:
        """Serve the real thing; unless it is told otherwise with everything on, one trace in ten sampled."""
        telling = telling or told_to(self.otlp_port)
        grpc_port, admin_port = free_ports(2)
        caller = {"token_sha256": sha256(TOKEN.encode()).hexdigest(), "scopes": SCOPES}
        environment = self._environment() | {
            "ENVIRONMENT": "production",
            **telling.environment,
            "PSEUDONYM_KEY": "bench",
            "TICKETS_GRPC_LISTEN": f"127.0.0.1:{grpc_port}",
            "TICKETS_ADMIN_LISTEN": f"127.0.0.1:{admin_port}",
            "TICKETS_CALLERS": json.dumps({"bot": caller}),
        }
        command = telling.python("tickets_service", "serve")
        async with self._served(command, name, grpc_port, environment, admin_port) as served:
            yield served

    @asynccontextmanager
    async def bare(self) -> AsyncIterator[Served]:
        (port,) = free_ports(1)
        command = python("fixline_bench.bare_server", f"127.0.0.1:{port}")
        async with self._served(command, "bare", port, self._environment()) as served:
            yield served

    def _environment(self) -> dict[str, str]:
        return dict(os.environ) | {
            "GRPC_VERBOSITY": "NONE",
            "TICKETS_DATABASE_URL": self.postgres.url(self.database),
        }

    @asynccontextmanager
    async def _served(
        self, command: Sequence[str], name: str, port: int, environment: dict[str, str], admin_port: int = 0
    ) -> AsyncIterator[Served]:
        async with AsyncExitStack() as stack:
            target = f"127.0.0.1:{port}"
            channel = await stack.enter_async_context(aio.insecure_channel(target))

            async def answers() -> bool:
                try:
                    await asyncio.wait_for(channel.channel_ready(), 0.5)
                except TimeoutError:
                    return False
                return True

            log = self.folder / f"{name}.log"
            process = await stack.enter_async_context(
                running(command, log=log, ready=answers, environment=environment)
            )
            yield Served(process=process, channel=channel, target=target, admin_port=admin_port)


@asynccontextmanager
async def machine(folder: Path) -> AsyncIterator[Callable[[str], Awaitable[Rig]]]:
    """Start PostgreSQL and a place for traces to go; yields what makes a rig with a migrated, empty database."""
    (port,) = free_ports(1)
    postgres = EmbeddedPostgres(folder=folder / "postgres", port=port, durable=False)
    await asyncio.to_thread(postgres.initialise)
    async with AsyncExitStack() as stack:
        otlp_port = await stack.enter_async_context(otlp_sink())
        await stack.enter_async_context(
            running(
                postgres.command(),
                log=folder / "postgres.log",
                ready=postgres.accepts_connections,
                stop_signal=signal.SIGINT,
            )
        )

        async def rig(database: str) -> Rig:
            await postgres.ensure_database(database)
            migrations = Migrations.of("tickets_service", postgres.url(database))
            await asyncio.to_thread(migrations.upgrade)
            return Rig(folder=folder, postgres=postgres, database=database, otlp_port=otlp_port)

        yield rig
