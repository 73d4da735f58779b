"""`fixline psql`: which database, what it may do, and who sees the password."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from fixline_local.ports import free_ports
from fixline_operations.deployment import Deployment
from fixline_operations.psql import connection

Fixline = Callable[..., "subprocess.CompletedProcess[str]"]
Database = Callable[[], Awaitable[str]]


async def test_a_script_reads_one_answer(fixline: Fixline, empty_database: Database) -> None:
    url = await empty_database()
    done = fixline("psql", "bot", "-tAc", "SELECT current_database()", BOT_DATABASE_URL=url)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{make_url(url).database}\n", "")


async def test_arguments_may_stand_behind_two_dashes_and_statements_may_come_by_stdin(
    fixline: Fixline, empty_database: Database
) -> None:
    url = await empty_database()
    done = fixline("psql", "files", "--", "-tA", stdin="SELECT 6 * 7;\n", FILES_DATABASE_URL=url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "42\n", "")


async def test_nothing_is_changed_unless_that_was_asked_for(
    fixline: Fixline, empty_database: Database
) -> None:
    url = await empty_database()
    make = ("-qc", "CREATE TABLE notes (words text)")
    refused = fixline("psql", "tickets", *make, TICKETS_DATABASE_URL=url)
    assert refused.returncode == 1
    assert "cannot execute CREATE TABLE in a read-only transaction" in refused.stderr
    done = fixline("psql", "tickets", "--write", *make, TICKETS_DATABASE_URL=url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


async def test_a_statement_that_fails_ends_a_script(fixline: Fixline, empty_database: Database) -> None:
    done = fixline(
        "psql", "bot", stdin="SELECT 1/0;\nSELECT 'further';\n", BOT_DATABASE_URL=await empty_database()
    )
    assert done.returncode == 3
    assert "division by zero" in done.stderr
    assert "further" not in done.stdout


async def test_the_password_is_on_no_command_line(empty_database: Database, tmp_path: Path) -> None:
    url = await empty_database()
    shown = await asyncio.to_thread(command_line_of_psql, url, tmp_path)
    password = make_url(url).password
    assert password
    assert "psql" in shown
    assert password not in shown


def command_line_of_psql(url: str, folder: Path) -> str:
    command = [sys.executable, "-m", "fixline_operations", "psql", "bot", "-qtA"]
    with subprocess.Popen(  # noqa: S603  # our own arguments
        command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "BOT_DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("SELECT 'connected';\n")
        assert process.stdout.readline() == "connected\n"
        shown = Path(f"/proc/{process.pid}/cmdline").read_text()
        process.stdin.close()
    return shown


def test_a_setting_that_lacks_is_named_with_its_place(fixline: Fixline, tmp_path: Path) -> None:
    settings = tmp_path / "production.env"
    settings.write_text("FILES_DATABASE_URL=postgresql+asyncpg://a:b@db/files\n")
    done = fixline("--env", str(settings), "psql", "bot", "-c", "SELECT 1")
    assert done.returncode == 1
    assert done.stderr == f"Error: BOT_DATABASE_URL is not set in {settings} or the environment.\n"


def test_without_a_desk_it_is_said_how_to_name_one(fixline: Fixline) -> None:
    done = fixline("psql", "bot")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: There is no desk in .local: ")
    assert "--env" in done.stderr


def test_a_desk_that_does_not_run_is_said_to(fixline: Fixline, tmp_path: Path) -> None:
    data = tmp_path / ".local" / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").touch()
    (port,) = free_ports(1)
    done = fixline("psql", "bot", "-c", "SELECT 1", PORT_POSTGRES=str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"Error: PostgreSQL of the desk in .local does not run (nobody listens at port {port}): "
        "start `make run`.\n"
    )


def test_two_desks_are_one_too_many(fixline: Fixline, tmp_path: Path) -> None:
    settings = tmp_path / "production.env"
    settings.touch()
    done = fixline("--env", str(settings), "--desk", str(tmp_path), "psql", "bot")
    assert done.returncode == 2
    assert "name two desks" in done.stderr


def test_what_the_url_says_of_the_connection_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSERVICE", "another")
    url = "postgresql+asyncpg://us%40er:p%2Fw@db.example:6432/bot?ssl=verify-full"
    deployment = Deployment(title="", source="", settings={"BOT_DATABASE_URL": url})
    environment = connection(deployment, "bot", write=True)
    assert {name: value for name, value in environment.items() if name.startswith("PG")} == {
        "PGHOST": "db.example",
        "PGPORT": "6432",
        "PGDATABASE": "bot",
        "PGUSER": "us@er",
        "PGPASSWORD": "p/w",
        "PGSSLMODE": "verify-full",
        "PGOPTIONS": "-c application_name=fixline-operator -c idle_in_transaction_session_timeout=10min",
    }
