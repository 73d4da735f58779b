"""A PostgreSQL server on a copy of a desk's data, for a moment: reached by one user of this machine alone."""

import asyncio
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg

from fixline_local.embedded.installation import installation
from fixline_local.embedded.unprivileged import hand_over
from fixline_operations.backup.running import run
from fixline_operations.errors import OperationError

START_SECONDS: Final = 3_600.0
"""How long recovery may take."""
STOP_SECONDS: Final = 300.0
LONGEST_SOCKET: Final = 90
"""Bytes of a folder's path that leave room for the socket's name in 107."""
PRIMARY: Final = re.compile(
    r"^(max_connections|max_worker_processes|max_wal_senders|max_prepared_xacts|max_locks_per_xact) setting: +(\d+)$",
    re.MULTILINE,
)
NAMES: Final = {
    "max_prepared_xacts": "max_prepared_transactions",
    "max_locks_per_xact": "max_locks_per_transaction",
}


class NotReachedError(OperationError):
    """The recovery ended before its target: what was to be replayed is not all there."""


@dataclass(frozen=True, slots=True)
class Throwaway:
    """A server that runs: `connect` as its superuser."""

    sockets: Path
    superuser: str

    async def connect(self, database: str) -> "asyncpg.Connection":
        # The timeouts of a role that was copied are not for us.
        return await asyncpg.connect(
            host=str(self.sockets),
            port=5432,
            user=self.superuser,
            database=database,
            server_settings={"statement_timeout": "0", "timezone": "UTC"},
        )

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of a database."""
        return f"postgresql+asyncpg://{self.superuser}@/{database}?host={self.sockets}&port=5432"


@asynccontextmanager
async def throwaway(
    data: Path, superuser: str, settings: dict[str, str] | None = None
) -> AsyncIterator[Throwaway]:
    """Serve `data` until the block ends, and then leave it cleanly shut down.

    With `settings` that name a recovery target it is reached before the block begins, or `NotReachedError` raised.
    None of the copied configuration counts: it would archive, preload and listen as the desk's server does.
    """
    with tempfile.TemporaryDirectory(prefix="fixline-", dir=_short_folder()) as folder:
        sockets = Path(folder)
        (sockets / "hba.conf").write_text("local all all trust\n")
        (sockets / "postgresql.conf").touch()
        for path in (sockets / "hba.conf", sockets / "postgresql.conf"):
            path.chmod(0o644)
        hand_over(sockets)
        log = sockets / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603, ASYNC220  # our own arguments; returns at once
                _command(data, sockets, settings or {}),
                stdout=output,
                stderr=output,
                env=os.environ | {"LC_ALL": "C"},
                start_new_session=True,
            )
        server = Throwaway(sockets, superuser)
        try:
            async with asyncio.timeout(START_SECONDS):
                await _serves(server, process, log)
            yield server
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                await asyncio.to_thread(process.wait, STOP_SECONDS)


def _command(data: Path, sockets: Path, settings: dict[str, str]) -> list[str]:
    found = PRIMARY.findall(run("pg_controldata", "-D", str(data)))
    ours = {
        # As many as where it was written, or recovery stops.
        **{NAMES.get(name, name): value for name, value in found},
        "config_file": str(sockets / "postgresql.conf"),
        "hba_file": str(sockets / "hba.conf"),
        "ident_file": "",
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "port": "5432",
        "ssl": "off",
        "archive_mode": "off",
        "shared_preload_libraries": "",
        "session_preload_libraries": "",
        "local_preload_libraries": "",
        "synchronous_standby_names": "",
        "primary_conninfo": "",
        "logging_collector": "off",
        "log_destination": "stderr",
        "fsync": "off",  # whoever keeps the data syncs it
        "shared_buffers": "64MB",
        "autovacuum": "off",
        "max_slot_wal_keep_size": "0",
    }
    options = [part for name, value in (ours | settings).items() for part in ("-c", f"{name}={value}")]
    return installation().command("postgres", "-D", str(data), *options)


async def _serves(server: Throwaway, process: "subprocess.Popen[bytes]", log: Path) -> None:
    while True:
        if process.poll() is not None:
            raise _failure(log)
        try:
            connection = await server.connect("postgres")
        except (OSError, asyncpg.CannotConnectNowError):
            await asyncio.sleep(0.05)
            continue
        try:
            if await _settled(connection):
                return
        except (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError):  # it ends, and says why
            continue
        finally:
            connection.terminate()
        await asyncio.sleep(0.05)


async def _settled(connection: "asyncpg.Connection") -> bool:
    """Whether recovery is over, or waits at its target."""
    state = await connection.fetchval(
        "SELECT CASE WHEN pg_is_in_recovery() THEN pg_get_wal_replay_pause_state() ELSE 'over' END"
    )
    return state in {"over", "paused"}


def _failure(log_file: Path) -> OperationError:
    log = log_file.read_text(errors="replace")
    if "recovery ended before configured recovery target was reached" in log:
        return NotReachedError("What is there of the log (WAL) ends before the moment that was asked for.")
    fatal = [line.partition("FATAL:")[2].strip() for line in log.splitlines() if "FATAL:" in line]
    return OperationError(f"A server on the copy does not start: {fatal[-1] if fatal else log[-500:]}")


def _short_folder() -> Path:
    """Return a temporary folder: a socket's path has room for 107 bytes."""
    usual = Path(tempfile.gettempdir())
    return usual if len(os.fsencode(usual)) + len("/fixline-12345678") <= LONGEST_SOCKET else Path("/tmp")  # noqa: S108
