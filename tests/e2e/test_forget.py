"""A person who asks to be forgotten is gone from every store of a running desk, also when the first try was killed."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process

import pytest
from redis.asyncio import Redis

from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import Story
from fixline_local.desk.desk import Desk
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX
from fixline_testing.connections import connected

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk")]
NAME = "Vergissmeinnicht"
OF_NOBODY = {"search_words", "search_numbers", "alembic_version"}
"""Tables with single words that were ever said."""


async def begun(desk: Desk, *arguments: str) -> Process:
    command = [sys.executable, "-m", "fixline_operations", "--desk", str(desk.programs.folder), "forget"]
    environment = {"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"}
    return await asyncio.create_subprocess_exec(
        *command, *arguments, stdout=PIPE, stderr=PIPE, env=environment
    )


async def told(desk: Desk, *arguments: str) -> str:
    process = await begun(desk, *arguments)
    out, complaints = await process.communicate()
    assert (process.returncode, complaints.decode()) == (0, "")
    return out.decode()


async def where_it_is_said(desk: Desk, word: str) -> set[str]:
    """Return the tables of all databases, and the keys of Valkey, that hold the word."""
    found = set()
    for name in ("bot", "tickets", "files"):
        async with connected(desk.programs.postgres.dsn(name)) as connection:
            tables = await connection.fetch(
                "SELECT table_name FROM information_schema.tables WHERE table_schema='public'"
            )
            for table in {row["table_name"] for row in tables} - OF_NOBODY:
                query = f"SELECT 1 FROM {table} AS t WHERE strpos(t::text, $1) > 0 LIMIT 1"  # noqa: S608
                if await connection.fetchval(query, word):
                    found.add(f"{name}.{table}")
    async with Redis.from_url(desk.programs.valkey.url(), decode_responses=True) as valkey:
        async for key in valkey.scan_iter(match="*:conversation:*"):
            if word in (await valkey.get(key) or ""):
                found.add(key)
    return found


async def test_nothing_is_left_after_a_try_that_was_killed_and_another(
    desk: Desk, people: TelegramPeople
) -> None:
    person = await people.create_person("Mia", last_name=NAME)
    story = Story(reporter=person, agent=people.person(ALEX), photo=broken_lamp(4_711))
    await story.begin()
    await story.play()
    before = await where_it_is_said(desk, NAME)
    assert {"tickets.users", "bot.inbox", "bot.deliveries"} <= before
    stored = {path for path in (desk.programs.folder / "attachments").rglob("*") if path.is_file()}

    counted = await told(desk, str(person.id), "--dry-run")
    assert "       1  files\n" in counted
    assert "Nothing was changed." in counted
    assert await where_it_is_said(desk, NAME) == before

    killed = await begun(desk, str(person.id), "--reason", "asked", "--yes")
    assert killed.stdout is not None
    while b"files  erased" not in await killed.stdout.readline():
        assert not killed.stdout.at_eof()
    killed.kill()
    await killed.wait()
    assert "tickets.users" in await where_it_is_said(desk, NAME), "it was killed halfway"

    erased = await told(desk, str(person.id), "--reason", "asked", "--yes")
    assert erased.endswith("\nErased.\n")
    assert await where_it_is_said(desk, NAME) == set()
    assert await where_it_is_said(desk, str(person.id)) == set()
    left = {path for path in (desk.programs.folder / "attachments").rglob("*") if path.is_file()}
    assert len(stored - left) == 1
    again = await told(desk, str(person.id), "--dry-run")
    assert "nobody with this Telegram id" in again
    assert {int(row.split()[0]) for row in again.splitlines() if row[:8].strip().isdigit()} == {0}
