"""`fixline databases-sql`: on a real server, what the settings speak of is there afterwards, and no more."""

import asyncio
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest
from dotenv import dotenv_values
from sqlalchemy import make_url

from fixline_local.embedded.installation import WHEEL, Installation
from fixline_testing.connections import connected
from fixline_testing.forked import Forks
from fixline_testing.own_postgres import OwnPostgres

Fixline = Callable[..., "subprocess.CompletedProcess[str]"]

TOKEN = "7000000001:AAThisIsABotOfTheTests0000000000000"
SERVICES = ("bot", "tickets", "files")


def dsn(settings: dict[str, str], role_of: str, database: str) -> str:
    url = make_url(settings[f"{role_of.upper()}_DATABASE_URL"]).set(
        drivername="postgresql", database=database
    )
    return url.render_as_string(hide_password=False)


async def answer(dsn: str, query: str) -> object:
    async with connected(dsn) as connection:
        return await connection.fetchval(query)


async def test_each_service_enters_its_own_database_with_its_password_alone(
    fixline: Fixline, tmp_path: Path, own_postgres: OwnPostgres
) -> None:
    own_postgres.settings = ("log_statement=all", "max_slot_wal_keep_size=-1")
    await own_postgres.start()
    settings = await asyncio.to_thread(production_settings, fixline, tmp_path, own_postgres)
    # Twice: an operator may give it again.
    for _ in range(2):
        await asyncio.to_thread(play, fixline, tmp_path, own_postgres)
    for service in SERVICES:
        assert await answer(dsn(settings, service, service), "SHOW server_encoding") == "UTF8"
        await migrate(service, settings)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(dsn(settings, "files", "tickets"))
    # Bounded, so that what backups still have to fetch is kept.
    kept = "SELECT setting FROM pg_file_settings WHERE name = 'max_slot_wal_keep_size'"
    assert await answer(own_postgres.server.dsn("postgres"), kept) == "4GB"
    log = own_postgres._log.read_text()
    assert "CREATE ROLE" not in log
    passwords = [make_url(settings[f"{service.upper()}_DATABASE_URL"]).password for service in SERVICES]
    assert [password for password in passwords if not password or password in log] == []


def production_settings(fixline: Fixline, folder: Path, postgres: OwnPostgres) -> dict[str, str]:
    made = fixline("production-env", "new.env", BOT_TOKEN=TOKEN, PUBLIC_ADDRESS="")
    assert made.returncode == 0, made.stderr
    file = folder / "new.env"
    file.write_text(file.read_text().replace(":5432/", f":{postgres.server.port}/"))
    return {name: value or "" for name, value in dotenv_values(file).items()}


def play(fixline: Fixline, folder: Path, postgres: OwnPostgres) -> None:
    printed = fixline("--env", "new.env", "databases-sql")
    assert printed.returncode == 0, printed.stderr
    psql = [
        *Installation(Path(str(WHEEL.locate_file("")))).command("psql"),
        "-q",
        "-d",
        postgres.server.dsn("postgres"),
    ]
    done = subprocess.run(  # noqa: S603  # our own arguments
        psql, input=printed.stdout, cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


async def migrate(service: str, settings: dict[str, str]) -> None:
    package = f"{service}_service"
    environment = settings | {"PATH": os.environ["PATH"]}
    done = await Forks((f"{package}.__main__",)).run(package, "migrate", "upgrade", env=environment)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("url", ["postgresql+asyncpg://db/bot", "postgresql+asyncpg://a:b@db/Bot%22"])
def test_a_name_that_needs_quotes_and_a_password_that_lacks_are_refused(fixline: Fixline, url: str) -> None:
    done = fixline("databases-sql", BOT_DATABASE_URL=url, TICKETS_DATABASE_URL=url, FILES_DATABASE_URL=url)
    assert done.returncode == 1
    assert "must name a role, its password and a database" in done.stderr
    assert "CREATE" not in done.stdout
