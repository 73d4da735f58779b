"""The running server that is copied: what it is, its copy, and its log (WAL)."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import asyncpg
from sqlalchemy import URL

from fixline_local.embedded.installation import WHEEL
from fixline_operations.backup.running import run
from fixline_operations.backup.settings import DATABASE_URL, Server
from fixline_operations.errors import OperationError
from fixline_operations.libpq import asyncpg_dsn, libpq_environment

SLOT: Final = "fixline_backup"
SEGMENT: Final = "16MB"
"""What initdb makes unless it is told otherwise."""
OUR_MAJOR: Final = int(WHEEL.version.partition(".")[0])
ABOUT: Final = """
    SELECT current_setting('server_version_num')::int / 10000 AS major,
           current_setting('server_version') AS version,
           (SELECT system_identifier::text FROM pg_control_system()) AS system,
           (SELECT rolname FROM pg_roles WHERE oid = 10) AS superuser,
           (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_replicate,
           (SELECT count(*) FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')) AS tablespaces,
           current_setting('max_slot_wal_keep_size') AS kept,
           current_setting('wal_segment_size') AS segment,
           clock_timestamp() AS now
"""
SLOT_STATE: Final = "SELECT wal_status FROM pg_replication_slots WHERE slot_name = $1"
MARK: Final = "SELECT pg_logical_emit_message(true, 'fixline', 'backup')"
LAST_EVENT: Final = "SELECT coalesce(max(id), 0) FROM history"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Of a server; `now` is its clock."""

    major: int
    version: str
    system: str
    superuser: str
    may_replicate: bool
    tablespaces: int
    kept: str
    segment: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePoint:
    """A place in the log that has a name. `last_event`: an event of the tickets' that was there before."""

    name: str
    at: datetime
    last_event: int
    lsn: str
    """Where the log was, a little later."""


@asynccontextmanager
async def connected(url: URL) -> AsyncIterator["asyncpg.Connection"]:
    """Connect as the settings say; raise `OperationError` when that fails."""
    try:
        connection = await asyncpg.connect(asyncpg_dsn(url), timeout=20)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        shown = url.set(drivername="postgresql").render_as_string()
        raise OperationError(f"PostgreSQL cannot be reached by {shown}: {error}.") from error
    try:
        yield connection
    except asyncpg.PostgresError as error:
        raise OperationError(f"PostgreSQL: {error} (as {url.username}).") from error
    finally:
        await connection.close()


async def require_fit(server: Server) -> About:
    """Return what the server is; raise `OperationError` where it cannot be copied, or not by us."""
    async with connected(server.url) as connection:
        about = About(**await connection.fetchrow(ABOUT))
    if about.major != OUR_MAJOR:
        raise OperationError(
            f"The server is PostgreSQL {about.version}, and what this release verifies and restores is {OUR_MAJOR}."
        )
    if not about.may_replicate:
        raise OperationError(
            f"The role {server.url.username} of {DATABASE_URL} may not replicate: ALTER ROLE … REPLICATION."
        )
    if about.tablespaces:
        raise OperationError(
            "The server has tablespaces of its own, and these are not copied: move them back."
        )
    if about.segment != SEGMENT:
        raise OperationError(
            f"The server's log (WAL) is in pieces of {about.segment}, and ours are of {SEGMENT}."
        )
    for service, url in server.databases.items():
        async with connected(url) as connection:
            system = await connection.fetchval("SELECT system_identifier::text FROM pg_control_system()")
        if system != about.system:
            raise OperationError(
                f"The database of {service} is on another server than {DATABASE_URL} names: "
                "what is on several servers has no one point in time."
            )
    return about


async def keep_log(server: Server, about: About) -> str:
    """See to it that the server keeps its log until it was fetched; return why not, or nothing.

    Without a bound it would keep it for ever once nobody fetches it any more, until its disk is full.
    """
    if about.kept == "-1":
        return (
            "the server's max_slot_wal_keep_size is not set (4GB, say): its log (WAL) is not kept, and between "
            "backups no moment can be restored"
        )
    async with connected(server.url) as connection:
        state = await connection.fetchval(SLOT_STATE, SLOT)
        if state == "lost":
            await connection.execute("SELECT pg_drop_replication_slot($1)", SLOT)
        if state in {None, "lost"}:
            await connection.execute("SELECT pg_create_physical_replication_slot($1, true)", SLOT)
    return "the log (WAL) was fetched too seldom, and a piece of it is lost" if state == "lost" else ""


async def mark(server: Server, name: str) -> RestorePoint:
    """Write a restore point into the log, and a commit behind it, which ends a recovery to any time before."""
    async with connected(server.databases["tickets"]) as connection:
        last = 0
        if await connection.fetchval("SELECT to_regclass('history') IS NOT NULL"):
            last = await connection.fetchval(LAST_EVENT)
    async with connected(server.url) as connection:
        now = await connection.fetchval("SELECT clock_timestamp()")
        await connection.execute("SELECT pg_create_restore_point($1)", name)
        await connection.execute(MARK)
        lsn = await connection.fetchval("SELECT pg_current_wal_insert_lsn()::text")
        await connection.execute(MARK)  # which brings all before it to the disk
    return RestorePoint(name=name, at=now, last_event=last, lsn=lsn)


async def copy_server(server: Server, data: Path) -> None:
    """Copy the whole server, with the log of the meantime, and compare every file with what was sent."""
    environment = _environment(server)
    options = (
        "--pgdata",
        str(data),
        "--wal-method=stream",
        "--checkpoint=fast",
        "--no-password",
        "--no-sync",
    )
    await asyncio.to_thread(run, "pg_basebackup", *options, environment=environment)
    await asyncio.to_thread(run, "pg_verifybackup", "--quiet", str(data))


async def clock(server: Server) -> datetime:
    async with connected(server.url) as connection:
        now: datetime = await connection.fetchval("SELECT clock_timestamp()")
        return now


async def fetch_log(server: Server, folder: Path, until: str) -> None:
    """Fetch the log since the last time into `folder`, which is empty, up to an LSN."""
    options = ("--directory", str(folder), "--slot", SLOT, "--endpos", until, "--no-loop", "--no-password")
    await asyncio.to_thread(run, "pg_receivewal", *options, environment=_environment(server))


async def release_log(server: Server, before: str) -> None:
    """Let the server remove its log before an LSN: pg_receivewal tells it so only once in ten seconds."""
    async with connected(server.url) as connection:
        at = await connection.fetchval(
            "SELECT restart_lsn < $2::text::pg_lsn FROM pg_replication_slots WHERE slot_name = $1",
            SLOT,
            before,
        )
        if at:
            await connection.execute("SELECT pg_replication_slot_advance($1, $2::text::pg_lsn)", SLOT, before)


def _environment(server: Server) -> Mapping[str, str]:
    return libpq_environment(server.url, {"application_name": "fixline-backup"})
