"""`first-admin` as whoever runs the desk calls it."""

import os
import re
import subprocess
from collections.abc import Awaitable, Callable

import pytest

from fixline_testing.connections import connected
from fixline_testing.forked import Forks
from fixline_testing.own_postgres import OwnPostgres
from tickets_service.domain.people.invite import digest_of

FORKS = Forks(("tickets_service.__main__",))
Database = Callable[[str], Awaitable[str]]
LINK = re.compile(r"^  https://t\.me/our_desk_bot\?start=inv_([\w-]{32})$", re.MULTILINE)


async def first_admin(url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "TICKETS_DATABASE_URL": url}
    return await FORKS.run("tickets_service", "first-admin", *arguments, env=environment)


async def value(postgres_url: str, query: str) -> object:
    async with connected(postgres_url) as connection:
        return await connection.fetchval(query)


@pytest.mark.parametrize("bot", ["@our_desk_bot", "our_desk_bot"])
async def test_the_link_that_is_printed_is_worth_the_invite_that_is_kept(
    migrated_database: Database, bot: str
) -> None:
    url = await migrated_database("tickets_service")
    done = await first_admin(url, bot)
    assert (done.returncode, done.stderr) == (0, "")
    found = LINK.search(done.stdout)
    assert found, done.stdout
    assert await value(url, "SELECT code_sha256 FROM invites") == digest_of(found[1])


async def test_a_desk_that_has_an_admin_gets_no_other_one_this_way(migrated_database: Database) -> None:
    url = await migrated_database("tickets_service")
    await value(url, "INSERT INTO users (telegram_id, display_name, role) VALUES (7, 'Ada', 'admin')")
    done = await first_admin(url, "our_desk_bot")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "first-admin: the desk has an admin already: admins invite others. --recover, where none can be reached.\n"
    )
    assert await value(url, "SELECT count(*) FROM invites") == 0
    done = await first_admin(url, "our_desk_bot", "--recover")
    assert (done.returncode, done.stderr) == (0, "")
    assert await value(url, "SELECT count(*) FROM invites") == 1


async def test_a_database_without_a_schema_is_named_as_such(
    empty_database: Callable[[], Awaitable[str]],
) -> None:
    done = await first_admin(await empty_database(), "our_desk_bot")
    assert done.returncode == 1
    assert done.stderr == "first-admin: the database has no schema yet: run `migrate upgrade`\n"


async def test_a_database_that_is_away_is_named_as_such(own_postgres: OwnPostgres) -> None:
    done = await first_admin(own_postgres.server.url("tickets"), "our_desk_bot")
    assert done.returncode == 1
    assert done.stderr.startswith("first-admin: ")
    assert "Traceback" not in done.stderr


async def test_what_is_no_bots_name_is_refused() -> None:
    done = await first_admin("postgresql+asyncpg://nobody@127.0.0.1:1/none", "https://t.me/our_desk_bot")
    assert done.returncode == 2
    assert "is no bot's name: give the one that @BotFather shows" in done.stderr
