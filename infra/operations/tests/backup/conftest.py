"""A desk's databases on a server of the test's own, with the settings of a desk in production."""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import make_url

from fixline_local.desk.programs import SERVICES
from fixline_local.embedded.installation import WHEEL, Installation
from fixline_local.embedded.postgres import SUPERUSER
from fixline_operations.backup.recovery import SIGNAL
from fixline_operations.backup.throwaway import throwaway
from fixline_operations.command_line import fixline
from fixline_operations.production.databases import statements_for_backups
from fixline_testing.own_postgres import OwnPostgres
from fixline_testing.servers import SharedServers

FILE = """
    INSERT INTO files
        (uuid, request_id, file_type, file_name, caller, state, blob_key, size_bytes, sha256, content_type)
    VALUES ($1, $2, 'document', 'note.txt', 'bot', 'READY', $3, $4, $5, 'text/plain')
"""
EVENT = """
    INSERT INTO history (request_id, type, actor, comment_id) VALUES ($1, $2, 'users/' || $3::bigint, $4) RETURNING id
"""


@dataclass
class Desk:
    """`settings` are its environment, which `fixline` gets with each call."""

    postgres: OwnPostgres
    folder: Path
    settings: dict[str, str]
    requests: list[int] = field(default_factory=list)

    def file(self, **more: str) -> Path:
        """Write the settings for `--env`."""
        file = self.folder / "desk.env"
        file.write_text("".join(f"{name}={value}\n" for name, value in (self.settings | more).items()))
        return file

    async def fixline(self, *arguments: str, **more: str) -> Result:
        command = ["--env", str(self.file(**more)), *arguments]
        # In this process: the interpreter's start would cost more than what it does.
        done = await asyncio.to_thread(CliRunner().invoke, fixline, command)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    async def backup(self, *arguments: str, **more: str) -> str:
        """Run `fixline backup`, which must succeed; return what it printed."""
        done = await self.fixline("backup", *arguments, **more)
        assert (done.exit_code, done.stderr) == (0, "")
        return done.stdout

    async def refused(self, *arguments: str, **more: str) -> str:
        """Run it when it must not succeed; return its sentence."""
        done = await self.fixline("backup", *arguments, **more)
        assert done.exit_code in {1, 2}, done.stdout
        return done.stderr

    async def new_request(self, title: str) -> int:
        """Put a request with a comment, its events and an attachment into the databases and the store."""
        tickets = await self.connect("tickets")
        user = await tickets.fetchval(
            "INSERT INTO users (telegram_id, display_name) VALUES ($1, 'Rita') RETURNING id",
            len(self.requests) + 1,
        )
        async with tickets.transaction():
            request = await tickets.fetchval(
                "INSERT INTO requests (user_id, title) VALUES ($1, $2) RETURNING id", user, title
            )
            comment = await tickets.fetchval(
                "INSERT INTO comments (request_id, user_id, comment) VALUES ($1, $2, $3) RETURNING id",
                *(request, user, f"About {title}"),
            )
            await tickets.fetchval(EVENT, request, "TICKET_CREATED", user, None)
            await tickets.fetchval(EVENT, request, "COMMENT_ADDED", user, comment)
        await tickets.close()
        await self._attach(request, title.encode())
        self.requests.append(request)
        return int(request)

    async def _attach(self, request: int, content: bytes) -> None:
        key = f"2026/01/31/{uuid4().hex}"
        path = self.folder / "attachments" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        files = await self.connect("files")
        await files.execute(FILE, uuid4(), request, key, len(content), sha256(content).hexdigest())
        await files.close()

    async def connect(self, service: str) -> "asyncpg.Connection":
        return await asyncpg.connect(self.postgres.server.dsn(f"{service}_service"))

    async def now(self) -> str:
        connection = await self.connect("tickets")
        now = await connection.fetchval("SELECT clock_timestamp()")
        await connection.close()
        return str(now.isoformat())

    @property
    def backups(self) -> Path:
        return Path(self.settings["BACKUP_FOLDER"])


async def titles_in(data: Path) -> list[str]:
    """Start what was restored, and return which requests are there."""
    assert not (data / SIGNAL).exists()
    async with throwaway(data, SUPERUSER) as server:
        connection = await server.connect("tickets_service")
        rows = await connection.fetch("SELECT title FROM requests ORDER BY id")
        await connection.close()
    return [row["title"] for row in rows]


@pytest.fixture
def tmp_path(shared_servers: SharedServers) -> Iterator[Path]:
    """Where the test run's servers have theirs, in memory if there is room: what is restored is a thousand files."""
    folder = Path(tempfile.mkdtemp(prefix="backups_", dir=shared_servers.folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
async def desk(own_postgres: OwnPostgres, tmp_path: Path) -> Desk:
    await own_postgres.start(holding=[f"{service}_service" for service in SERVICES])
    settings = {
        f"{service.upper()}_DATABASE_URL": own_postgres.server.url(f"{service}_service")
        for service in SERVICES
    }
    backups = make_url(own_postgres.server.url("postgres")).set(username="fixline_backup", password="secret")
    settings["BACKUP_DATABASE_URL"] = backups.render_as_string(hide_password=False)
    settings["BACKUP_FOLDER"] = str(tmp_path / "backups")
    settings["FILES_STORE_URL"] = (tmp_path / "attachments").as_uri()
    (tmp_path / "attachments").mkdir()
    psql = Installation(Path(str(WHEEL.locate_file("")))).command(
        "psql", "-q", own_postgres.server.dsn("postgres")
    )
    await asyncio.to_thread(
        subprocess.run,
        psql,
        input=statements_for_backups(backups),
        text=True,
        check=True,
        capture_output=True,
    )
    return Desk(own_postgres, tmp_path, settings)
