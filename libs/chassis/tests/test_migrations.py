"""Migrating a real database."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.command_line import run_migrate
from fixline_chassis.database import create_database_engine
from fixline_chassis.migrations import Migrations, SchemaRevisionError, require_current_revision

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
    await require_current_revision(engine, migrations)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM things")) == 0


async def test_two_migrators_at_once_are_safe(url: str, engine: AsyncEngine) -> None:
    script = "from pathlib import Path; from fixline_chassis.migrations import Migrations\n"
    script += f"Migrations(Path({str(SCRIPTS)!r}), {url!r}).upgrade()"
    migrators = [await asyncio.create_subprocess_exec(sys.executable, "-c", script) for _ in range(3)]
    assert [await migrator.wait() for migrator in migrators] == [0, 0, 0]
    await require_current_revision(engine, Migrations(SCRIPTS, url))


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


async def test_an_empty_database_is_not_ready(url: str, engine: AsyncEngine) -> None:
    with pytest.raises(SchemaRevisionError, match="run `migrate upgrade`"):
        await require_current_revision(engine, Migrations(SCRIPTS, url))


async def test_an_unknown_revision_is_not_ready(url: str, engine: AsyncEngine) -> None:
    migrations = Migrations(SCRIPTS, url)
    await asyncio.to_thread(migrations.upgrade)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'ffff'"))
    with pytest.raises(SchemaRevisionError, match="ffff is unknown to this release"):
        await require_current_revision(engine, migrations)


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


async def test_an_unknown_revision_is_refused_in_words(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asyncio.to_thread(run_migrate, Migrations(SCRIPTS, url), "upgrade", "nope") == 1
    assert "nope" in capsys.readouterr().err
