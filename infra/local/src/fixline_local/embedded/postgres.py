"""An embedded PostgreSQL server."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg

from fixline_local.embedded.installation import installation
from fixline_local.embedded.password import stored_password
from fixline_local.embedded.unprivileged import hand_over

SUPERUSER: Final = "fixline"
LOCALE: Final = ("--locale-provider=builtin", "--locale=C.UTF-8")
# For tests: a crash of the machine may lose the data, nothing else may.
VOLATILE: Final = ("-c", "fsync=off", "-c", "full_page_writes=off")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPostgres:
    """PostgreSQL on `127.0.0.1:{port}`, its data in `folder`, reached by password only."""

    folder: Path
    port: int
    durable: bool = True
    locale: tuple[str, ...] = LOCALE
    """What `initdb` is told of the locale; the services work with any."""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def initialised(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def initialise(self) -> None:
        """Make the database cluster unless it is there; raise `RuntimeError` with the reason when it cannot."""
        if self.initialised:
            return
        if self.data.exists() and any(self.data.iterdir()):
            raise RuntimeError(f"{self.data} is no database cluster (it has no PG_VERSION), and not empty")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Under another name until it is whole: a start that was killed here must not be taken for a cluster.
        unfinished = self.folder / "unfinished"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.mkdir()
        hand_over(unfinished)
        self._password()
        command = installation().command(
            "initdb",
            f"--pgdata={unfinished}",
            f"--username={SUPERUSER}",
            f"--pwfile={self.folder / 'password'}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            *self.locale,
            *([] if self.durable else ["--no-sync", "--set=scram_iterations=1"]),
        )
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
        if done.returncode:
            raise RuntimeError(f"initdb failed in {unfinished}: {done.stderr.strip()}")
        unfinished.rename(self.data)

    def command(self) -> list[str]:
        """Return the command line that serves in the foreground; SIGINT stops it at once and cleanly."""
        postgres = installation().command("postgres", "-D", str(self.data), "-p", str(self.port))
        settings = (
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=200",
            # What is kept for backups that nobody fetches any more must not fill the disk.
            "-c",
            "max_slot_wal_keep_size=2GB",
        )
        return [*postgres, *settings, *(() if self.durable else VOLATILE)]

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
