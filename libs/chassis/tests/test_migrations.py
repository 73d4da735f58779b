"""Migrating a real database."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.command_line import run_migrate
from fixline_chassis.database import create_database_engine
from fixline_chassis.migrations import Migrations
from fixline_chassis.revisions import Revisions, SchemaRevisionError, require_current_revision

SCRIPTS = Path(__file__).parent / "migrations"


@pytest.fixture
async def url(empty_database: Callable[[], Awaitable[str]]) -> str:
    return await empty_database()


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_database_engine(url, application_name="test")
    yield engine
    await engine.dispose()


async def test_up_down_up(url: str, engine: AsyncEngine) -> None:
    migrations = Migrations(SCRIPTS, url)
    for step in (
        migrations.upgrade,
        lambda: migrations.downgrade("base"),
        migrations.upgrade,
        migrations.check,
    ):
        await asyncio.to_thread(step)
    await require_current_revision(engine, migrations.revisions)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM things")) == 0


async def test_two_migrators_at_once_are_safe(url: str, engine: AsyncEngine) -> None:
    script = "from pathlib import Path; from fixline_chassis.migrations import Migrations\n"
    script += f"Migrations(Path({str(SCRIPTS)!r}), {url!r}).upgrade()"
    migrators = [await asyncio.create_subprocess_exec(sys.executable, "-c", script) for _ in range(3)]
    assert [await migrator.wait() for migrator in migrators] == [0, 0, 0]
    await require_current_revision(engine, Revisions(SCRIPTS))


async def test_an_index_that_was_never_finished_is_built_anew(url: str, engine: AsyncEngine) -> None:
    migrations = Migrations(SCRIPTS, url)
    await asyncio.to_thread(migrations.upgrade, "0001")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE INDEX ix_things_odd ON things (id)"))
        await connection.execute(
            text("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_things_odd'::regclass")
        )
    await asyncio.to_thread(migrations.upgrade)
    async with engine.connect() as connection:
        valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_things_odd'::regclass"
        assert await connection.scalar(text(valid))


async def test_an_administrator_gets_the_limits_too() -> None:
    statements = await asyncio.to_thread(Migrations(SCRIPTS, None).sql)
    assert statements.startswith("SET lock_timeout = '5s';")
    assert statements.count("BEGIN;") == statements.count("COMMIT;")


async def test_an_empty_database_is_not_ready(engine: AsyncEngine) -> None:
    with pytest.raises(SchemaRevisionError, match="run `migrate upgrade`"):
        await require_current_revision(engine, Revisions(SCRIPTS))


async def test_an_unknown_revision_is_not_ready(url: str, engine: AsyncEngine) -> None:
    migrations = Migrations(SCRIPTS, url)
    await asyncio.to_thread(migrations.upgrade)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'ffff'"))
    with pytest.raises(SchemaRevisionError, match="ffff is unknown to this release"):
        await require_current_revision(engine, migrations.revisions)


async def test_a_column_that_no_migration_makes_fails_the_check(url: str, engine: AsyncEngine) -> None:
    migrations = Migrations(SCRIPTS, url)
    await asyncio.to_thread(migrations.upgrade)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE things ADD COLUMN extra int"))
    assert await asyncio.to_thread(run_migrate, migrations, "check", "") == 1


async def test_the_command_line_tells_what_it_did(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    migrations = Migrations(SCRIPTS, url)
    assert await asyncio.to_thread(run_migrate, migrations, "current", "") == 0
    assert await asyncio.to_thread(run_migrate, migrations, "upgrade", "") == 0
    assert await asyncio.to_thread(run_migrate, migrations, "current", "") == 0
    assert await asyncio.to_thread(run_migrate, migrations, "history", "") == 0
    assert await asyncio.to_thread(run_migrate, migrations, "sql", "") == 0
    output = capsys.readouterr().out
    assert "no revision: the database is empty" in output
    assert "migrate upgrade: done" in output
    assert "0002 (head)" in output
    assert "CREATE TABLE things" in output


@pytest.mark.parametrize("follows", ["0001", "0003"])
def test_two_newest_revisions_or_none_are_a_fault(follows: str, tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "versions" / "0003_other.py").write_text(f'revision = "0003"\ndown_revision = "{follows}"\n')
    if follows == "0003":
        for old in (scripts / "versions").glob("000[12]*.py"):
            old.unlink()
    with pytest.raises(RuntimeError, match="expected one head revision"):
        Revisions(scripts)


async def test_an_unknown_revision_is_refused_in_words(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asyncio.to_thread(run_migrate, Migrations(SCRIPTS, url), "upgrade", "nope") == 1
    assert "nope" in capsys.readouterr().err


@pytest.fixture
async def newer(url: str, engine: AsyncEngine) -> AsyncEngine:
    """A database that a newer release has migrated, and says which releases it serves."""
    await asyncio.to_thread(Migrations(SCRIPTS, url).upgrade)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'ffff'"))
    return engine


async def promise(engine: AsyncEngine, oldest: str) -> None:
    async with engine.begin() as connection:
        said = f"serves releases from revision {oldest} on"
        await connection.execute(text(f"COMMENT ON TABLE alembic_version IS '{said}'"))


async def test_a_newer_schema_that_serves_this_release_is_fine(
    url: str, newer: AsyncEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    migrations = Migrations(SCRIPTS, url)
    await promise(newer, "0001")
    await require_current_revision(newer, migrations.revisions)
    # Whoever takes a release back runs its migrations first, as for any release.
    assert await asyncio.to_thread(run_migrate, migrations, "upgrade", "") == 0
    async with newer.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "ffff"
    assert "done" in capsys.readouterr().out


async def test_a_newer_schema_that_serves_only_newer_ones_is_refused(
    url: str, newer: AsyncEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    migrations = Migrations(SCRIPTS, url)
    await promise(newer, "eeee")
    words = "serves releases from revision eeee on. This one ends at 0002: install a newer release"
    with pytest.raises(SchemaRevisionError, match=words):
        await require_current_revision(newer, migrations.revisions)
    assert await asyncio.to_thread(run_migrate, migrations, "upgrade", "") == 1
    assert words in capsys.readouterr().err


async def test_a_migration_says_which_releases_it_serves(
    url: str, engine: AsyncEngine, tmp_path: Path
) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts)
    (scripts / "oldest_release.txt").write_text("0001\n")
    migrations = Migrations(scripts, url)
    said = "serves releases from revision 0001 on"
    assert said in await asyncio.to_thread(migrations.sql)
    await asyncio.to_thread(migrations.upgrade)
    async with engine.connect() as connection:
        found = await connection.scalar(text("SELECT obj_description('alembic_version'::regclass)"))
    assert found == said
