"""Which migrations a release has, and whether a database has them too.

A service asks this each time it is asked whether it is ready. Alembic, which only migrating needs, stays out: it is
11 MiB and a fifth of a second of every start.
"""

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from sqlalchemy import pool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from fixline_telemetry.metrics import SCHEMA_REVISION

NAMED: Final = re.compile(r"""^(revision|down_revision)\b[^=\n]*=\s*["'](\w+)["']""", re.MULTILINE)
"""The lines of a migration that say what it is and what it follows."""
PROMISE: Final = re.compile(r"serves releases from revision (\w+) on")
"""A comment on Alembic's own table, for releases that know nothing of the newest revision."""
SCHEMA: Final = text(
    "SELECT version_num, obj_description('alembic_version'::regclass, 'pg_class') AS comment FROM alembic_version"
)


class SchemaRevisionError(Exception):
    """The database's schema is not the one that this release was written for."""


@dataclass(frozen=True, slots=True)
class FoundSchema:
    """What a database says of its schema. `oldest`: from which revision on releases can work with it; may be empty."""

    revision: str
    oldest: str


class Revisions:
    """The revisions that a release brings along, read from the text of its migrations."""

    def __init__(self, scripts: Path) -> None:
        """Read `versions` below `scripts`. Raises `RuntimeError` unless exactly one of them is the newest."""
        named = [dict(NAMED.findall(each.read_text())) for each in (scripts / "versions").glob("*.py")]
        self._all = {each["revision"] for each in named}
        heads = self._all - {each.get("down_revision") for each in named}
        if len(heads) != 1:
            raise RuntimeError(f"expected one head revision, found {sorted(heads)}")
        (self.head,) = heads

    @classmethod
    def of(cls, package: str) -> "Revisions":
        """Read those of a service: a folder of its package, and so of its wheel."""
        return cls(scripts_of(package))

    def knows(self, revision: str) -> bool:
        return revision in self._all

    def require(self, found: FoundSchema) -> None:
        """Raise `SchemaRevisionError` unless this release can work on it."""
        if not self.knows(found.revision):
            if not (found.oldest and self.knows(found.oldest)):
                raise SchemaRevisionError(
                    f"schema revision {found.revision} is unknown to this release: a newer one was here, and it"
                    f" serves releases from revision {found.oldest or found.revision} on. This one ends at"
                    f" {self.head}: install a newer release"
                )
        elif found.revision != self.head:
            raise SchemaRevisionError(
                f"schema revision {found.revision} is old: run `migrate upgrade` to {self.head}"
            )


def scripts_of(package: str) -> Path:
    return Path(str(files(package))) / "migrations"


async def require_current_revision(engine: AsyncEngine, revisions: Revisions) -> None:
    """Raise `SchemaRevisionError` unless the database is at this release's newest revision.

    Or at one of a newer release that serves this one: while a desk is updated, and when an update is taken back.
    """
    found = await schema_of(engine)
    SCHEMA_REVISION.info({"revision": found.revision if found else ""})
    if found is None:
        raise SchemaRevisionError("the database has no schema yet: run `migrate upgrade`")
    revisions.require(found)


async def schema_of(engine: AsyncEngine) -> FoundSchema | None:
    """Return None where nothing was ever migrated."""
    try:
        async with engine.connect() as connection:
            row = (await connection.execute(SCHEMA)).one_or_none()
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != "42P01":  # undefined_table
            raise
        return None
    if row is None:
        return None
    promise = PROMISE.search(row.comment or "")
    return FoundSchema(row.version_num, promise[1] if promise else "")


async def schema_at(url: str) -> FoundSchema | None:
    engine = create_async_engine(url, poolclass=pool.NullPool, hide_parameters=True)
    try:
        return await schema_of(engine)
    finally:
        await engine.dispose()
