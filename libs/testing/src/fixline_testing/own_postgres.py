"""A PostgreSQL server of one test's own: it may be stopped, frozen, started again, and have too few connections."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import asyncpg
import psutil
from filelock import FileLock

from fixline_chassis.migrations import Migrations
from fixline_local.embedded.postgres import LOCALE, EmbeddedPostgres
from fixline_local.ports import free_ports

START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 30.0
FEW_CONNECTIONS: Final = ("max_connections=12", "superuser_reserved_connections=0", "max_wal_senders=0")


@dataclass
class OwnPostgres:
    """Keeps its port and its data from one start to the next; `settings` are the server's own (`name=value`)."""

    folder: Path
    """The run's: whoever sweeps up after a run that was killed finds the server there."""

    settings: tuple[str, ...] = ()
    locale: tuple[str, ...] = LOCALE
    _name: str = field(default_factory=lambda: f"own_{uuid.uuid4().hex[:8]}")
    _port: int = field(default_factory=lambda: free_ports(1)[0])
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def server(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(
            folder=self.folder / self._name, port=self._port, durable=False, locale=self.locale
        )

    async def start(self, *, holding: Sequence[str] = ()) -> None:
        """Start it and wait until it answers. Raise `RuntimeError` when it ends instead.

        The first time it holds a database for each package of `holding`, of its name and at the head of its migrations.
        """
        if not self.server.initialised:
            databases = {package: package for package in holding}
            await asyncio.to_thread(initialise, self.server, self.folder, databases)
        await asyncio.to_thread(self._begin)
        async with asyncio.timeout(START_SECONDS):
            while not await self._answers():
                if self._running().poll() is not None:
                    raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text()[-2000:]}")
                await asyncio.sleep(0.02)

    async def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it and wait: by SIGINT it says farewell to its clients, by SIGQUIT at once, as after a crash."""
        process = self._running()
        process.send_signal(how)
        await asyncio.to_thread(process.wait, STOP_SECONDS)
        self._process = None
        self._record.unlink()

    def freeze(self) -> None:
        """Stop all its processes in their tracks: connections stay open, and nothing answers."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal_all(signal.SIGCONT)

    @asynccontextmanager
    async def exhausted(self) -> AsyncIterator[None]:
        """Hold every connection that the server has to give; start it with few (`FEW_CONNECTIONS`)."""
        async with AsyncExitStack() as held:
            with suppress(asyncpg.TooManyConnectionsError):
                while True:
                    connection = await asyncpg.connect(self.server.dsn("postgres"))
                    held.push_async_callback(connection.close)
            yield

    async def remove(self) -> None:
        """Stop it, if it runs, and delete its data."""
        if self._process is not None:
            self.thaw()
            await self.stop(signal.SIGQUIT)
        await asyncio.to_thread(shutil.rmtree, self.folder / self._name, ignore_errors=True)

    @property
    def _record(self) -> Path:
        return self.folder / f"{self._name}.json"

    @property
    def _log(self) -> Path:
        return self.folder / f"{self._name}.log"

    async def _answers(self) -> bool:
        try:
            return await self.server.accepts_connections()
        except asyncpg.TooManyConnectionsError:  # its clients were quicker than we
            return True

    async def fill(self, databases: Mapping[str, str]) -> None:
        """Have what is initialised hold migrated databases; it is started for that, and stopped."""
        await self.start()
        for name, package in databases.items():
            await self.server.ensure_database(name)
            await asyncio.to_thread(Migrations.of(package, self.server.url(name)).upgrade)
        await self.stop()

    def _begin(self) -> None:
        options = [part for setting in self.settings for part in ("-c", setting)]
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603  # our own arguments
                [*self.server.command(), *options],
                stdout=output,
                stderr=output,
                start_new_session=True,
                env=os.environ | {"LC_ALL": "C"},
            )
        started = psutil.Process(self._process.pid).create_time()
        record = {"pid": self._process.pid, "started": started, "port": self._port}
        self._record.write_text(json.dumps(record))

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            raise RuntimeError("the server does not run")
        return self._process

    def _signal_all(self, number: signal.Signals) -> None:
        leader = psutil.Process(self._running().pid)
        for process in (leader, *leader.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)


def initialise(server: EmbeddedPostgres, folder: Path, databases: Mapping[str, str]) -> None:
    """Have `server` hold a database of each name, at the head of a package's migrations, before its first start.

    It is a copy of what is made once in the run of `folder`: its own making takes longer than many a test.
    """
    made = folder / "_".join(("cluster", *databases, *server.locale)).replace("/", "_")
    with FileLock(folder / f"{made.name}.lock"):
        if not made.exists():
            first = OwnPostgres(folder, locale=server.locale)
            first.server.initialise()
            if databases:
                asyncio.run(first.fill(databases))
            first.server.folder.rename(made)
    server.folder.parent.mkdir(parents=True, exist_ok=True)
    # With its owner: PostgreSQL takes no data but its own.
    subprocess.run(["cp", "--archive", made, server.folder], check=True)  # noqa: S603, S607  # our own arguments
