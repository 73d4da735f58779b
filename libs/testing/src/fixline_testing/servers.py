"""The PostgreSQL and Valkey servers that one test run shares, whichever of its processes needs them first."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

import psutil
from filelock import FileLock

from fixline_local.embedded.postgres import EmbeddedPostgres
from fixline_local.embedded.valkey import EmbeddedValkey
from fixline_local.ports import free_ports

FOLDER: Final = "FIXLINE_TEST_SERVERS"
"""The variable with the folder of the run."""
START_SECONDS = 120.0
"""A fork server imports for seconds, and the workers of the tests want the same processors."""
# The time of a process's start moves with the corrections of the machine's clock.
SAME_PROCESS_SECONDS = 10.0


class EmbeddedServer(Protocol):
    def initialise(self) -> None: ...
    def command(self) -> list[str]: ...
    async def accepts_connections(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ForkServerProcess:
    path: Path
    modules: Sequence[str]

    def initialise(self) -> None:
        """Need nothing."""

    def command(self) -> list[str]:
        run = [sys.executable, "-m", "fixline_testing.fork_server"]
        return [*run, str(self.path), *self.modules]

    async def accepts_connections(self) -> bool:
        return self.path.exists()


class SharedServers:
    """Starts each server once per `folder`; `stop` ends those that were started there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_run(cls) -> Self:
        return cls(Path(os.environ[FOLDER]))

    def postgres(self) -> EmbeddedPostgres:
        """Return the running server, started if need be; raise `RuntimeError` when it does not come up."""
        port = self._ensure("postgres", self._postgres_on)
        return self._postgres_on(port)

    def valkey(self) -> EmbeddedValkey:
        """Return the running server, started if need be; raise `RuntimeError` when it does not come up."""
        port = self._ensure("valkey", self._valkey_on)
        return self._valkey_on(port)

    def valkey_url(self) -> str:
        """Return the URL of a logical database that no other worker of the test run uses."""
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        return self.valkey().url(worker)

    def fork_server(self, modules: Sequence[str]) -> Path:
        """Return the socket of the running server that has imported `modules`; raise as `postgres` does."""
        server = ForkServerProcess(self.folder / f"{modules[0]}.socket", modules)
        self._ensure(f"forks_{modules[0]}", lambda _: server)
        return server.path

    def lock(self, name: str) -> FileLock:
        return FileLock(self.folder / f"{name}.lock")

    def stop(self) -> None:
        for record in self.folder.glob("*.json"):
            process = json.loads(record.read_text())
            try:
                server = psutil.Process(process["pid"])
                if abs(server.create_time() - process["started"]) > SAME_PROCESS_SECONDS:
                    continue  # it ended long ago, and its number is another's
                server.send_signal(signal.SIGINT)
                server.wait(timeout=20)
            except psutil.NoSuchProcess:
                continue
            finally:
                record.unlink()

    def _postgres_on(self, port: int) -> EmbeddedPostgres:
        return EmbeddedPostgres(folder=self.folder / "postgres", port=port, durable=False)

    def _valkey_on(self, port: int) -> EmbeddedValkey:
        return EmbeddedValkey(folder=self.folder / "valkey", port=port, durable=False)

    def _ensure(self, name: str, server_on: "ServerOn") -> int:
        record = self.folder / f"{name}.json"
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.lock(name):
            if record.exists():
                return int(json.loads(record.read_text())["port"])
            (port,) = free_ports(1)
            server = server_on(port)
            server.initialise()
            with (self.folder / f"{name}.log").open("ab") as output:
                # A group of its own: Ctrl-C at the test run must not stop it before the tests have ended.
                process = subprocess.Popen(  # noqa: S603  # our own arguments
                    server.command(),
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                    env=os.environ | {"LC_ALL": "C"},
                )
            started = psutil.Process(process.pid).create_time()
            record.write_text(json.dumps({"pid": process.pid, "started": started, "port": port}))
            asyncio.run(self._wait(name, server, process))
            # The server outlives this process on purpose; nobody here waits for it.
            process.returncode = 0
            return port

    async def _wait(self, name: str, server: EmbeddedServer, process: "subprocess.Popen[bytes]") -> None:
        async with asyncio.timeout(START_SECONDS):
            while not await server.accepts_connections():
                if process.poll() is not None:
                    raise RuntimeError(
                        f"{name} did not start:\n{(self.folder / f'{name}.log').read_text()[-2000:]}"
                    )
                await asyncio.sleep(0.02)


class ServerOn(Protocol):
    def __call__(self, port: int, /) -> EmbeddedServer: ...
