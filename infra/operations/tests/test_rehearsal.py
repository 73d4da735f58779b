"""`fixline rehearse`: what this release's migrations do to a copy of the desk."""

import asyncio
from pathlib import Path

import pytest

from fixline_chassis.migrations import Migrations
from fixline_local.embedded.postgres import SUPERUSER, EmbeddedPostgres
from fixline_operations.backup.throwaway import throwaway
from fixline_operations.errors import OperationError
from fixline_operations.rehearsal.rehearsing import Rehearsal, Report

ENV = "from sqlalchemy import MetaData\nfrom fixline_chassis.alembic_env import run\n\nrun(MetaData())\n"
REVISION = """
from alembic import op

revision = {name!r}
down_revision = {before!r}


def upgrade():
    for statement in {up!r}.split(";"):
        op.execute(statement)


def downgrade():
    op.execute({down!r})
"""
NOTES = """
    CREATE TABLE notes (id int PRIMARY KEY, words text, kept text);
    INSERT INTO notes SELECT n, 'note ' || n, 'kept' FROM generate_series(1, 100) AS n
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Path:
    postgres = EmbeddedPostgres(folder=tmp_path / "postgres", port=1, durable=False)
    postgres.initialise()
    return postgres.data


async def rehearsed(cluster: Path, up: str, down: str, *, longest_lock: float = 5.0) -> Report:
    """Rehearse one revision on a database of a hundred notes."""
    scripts = cluster.parent / "scripts"
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text(ENV)
    for name, before, statements in (
        ("0001", None, (NOTES, "DROP TABLE notes")),
        ("0002", "0001", (up, down)),
    ):
        script = REVISION.format(name=name, before=before, up=statements[0], down=statements[1])
        (scripts / "versions" / f"{name}.py").write_text(script)
    async with throwaway(cluster, SUPERUSER) as server:
        migrations = Migrations(scripts, server.url("postgres"))
        await asyncio.to_thread(migrations.upgrade, "0001")
        return await Rehearsal(
            server=server, database="postgres", migrations=migrations, longest_lock=longest_lock
        )()


async def test_what_adds_passes_and_its_locks_are_told(cluster: Path) -> None:
    report = await rehearsed(cluster, "ALTER TABLE notes ADD more text", "ALTER TABLE notes DROP more")
    assert report.broken == []
    told = [(step.direction, step.revision, step.strongest and step.strongest[:2]) for step in report.steps]
    lock = ("notes", "AccessExclusiveLock")
    assert told == [("up", "0002", lock), ("down", "-1", lock), ("up", "0002", lock)]


async def test_rows_that_go_or_change_constraints_that_do_not_hold_and_long_locks_are_refused(
    cluster: Path,
) -> None:
    up = """
        DELETE FROM notes WHERE id = 1;
        UPDATE notes SET words = '' WHERE id = 2;
        ALTER TABLE notes ADD CONSTRAINT few CHECK (id < 100) NOT VALID;
        SELECT pg_sleep(0.5)
    """
    report = await rehearsed(cluster, up, "ALTER TABLE notes DROP CONSTRAINT few", longest_lock=0.2)
    locks = [sentence for sentence in report.broken if "AccessExclusiveLock on notes" in sentence]
    assert len(locks) == 2
    assert locks[0].startswith("0002 up held")
    assert [sentence for sentence in report.broken if sentence not in locks] == [
        "up: notes had 100 rows and has 99",
        "notes: few is not valid: no revision validates it, or its index was not built",
        "1 rows of notes break few",
    ]


async def test_values_that_change_are_named_by_their_columns(cluster: Path) -> None:
    report = await rehearsed(cluster, "UPDATE notes SET words = kept, kept = words", "SELECT 1")
    assert report.broken == [
        "up: notes has other values than it had in kept, words",
        "up again: notes has other values than it had in kept, words",
    ]


async def test_a_revision_that_fails_is_named(cluster: Path) -> None:
    with pytest.raises(OperationError, match=r"0002 up fails: .*nowhere"):
        await rehearsed(cluster, "ALTER TABLE nowhere ADD more text", "SELECT 1")
