"""One service's database migrations, and whether a database has them."""

import asyncio
import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, pool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from fixline_telemetry.metrics import SCHEMA_REVISION

OLDEST_RELEASE: Final = "oldest_release.txt"
"""Beside the migrations: the newest revision of the oldest release that works on the schema that they lead to."""
PROMISE: Final = re.compile(r"serves releases from revision (\w+) on")
"""A comment on Alembic's own table, for releases that know nothing of the newest revision."""
SCHEMA: Final = text(
    "SELECT version_num, obj_description('alembic_version'::regclass, 'pg_class') AS comment FROM alembic_version"
)

Applied = Callable[[Connection], None]


class SchemaRevisionError(Exception):
    """The database's schema is not the one that this release was written for."""


@dataclass(frozen=True, slots=True)
class FoundSchema:
    """What a database says of its schema. `oldest`: from which revision on releases can work with it; may be empty."""

    revision: str
    oldest: str


class Migrations:
    """Alembic for one service. Every method blocks: call it without a running event loop, or in a thread."""

    def __init__(self, scripts: Path, url: str | None) -> None:
        self._output = io.StringIO()
        self._config = Config(stdout=self._output, output_buffer=self._output)
        self._config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        self._config.set_main_option("path_separator", "os")
        self._config.attributes["url"] = url
        promised = scripts / OLDEST_RELEASE
        self._config.attributes["oldest"] = promised.read_text().strip() if promised.exists() else ""
        self._url = url
        self._scripts = ScriptDirectory.from_config(self._config)

    @classmethod
    def of(cls, package: str, url: str | None = None) -> "Migrations":
        """Find the migrations of a service: a folder of its package, and so of its wheel."""
        return cls(Path(str(files(package))) / "migrations", url)

    def upgrade(self, revision: str = "head", *, applied: Applied | None = None) -> None:
        """Apply what is missing; a second migrator waits for the first and then finds nothing to do.

        `applied` is called after each revision, in its last transaction. A schema of a newer release that serves this
        one stays as it is: whoever takes a release back takes its schema along. Raises `SchemaRevisionError` for one
        that does not.
        """
        if self._url and revision == "head" and self._is_ahead(self._url):
            return
        self._tell(applied)
        command.upgrade(self._config, revision)

    def downgrade(self, revision: str, *, applied: Applied | None = None) -> None:
        self._tell(applied)
        command.downgrade(self._config, revision)

    def _tell(self, applied: Applied | None) -> None:
        self._config.attributes["on_version_apply"] = (
            (lambda ctx, **_: applied(ctx.connection),) if applied else ()
        )

    def check(self) -> None:
        """Raise `alembic.util.CommandError` when the tables in code and in the migrations differ."""
        with redirect_stdout(self._output):
            command.check(self._config)

    def current(self) -> str:
        return self._printed(lambda: command.current(self._config))

    def history(self) -> str:
        return self._printed(lambda: command.history(self._config))

    def sql(self, revision: str = "head") -> str:
        """Return the statements that lead from nothing to `revision`, for a database administrator to read."""
        return self._printed(lambda: command.upgrade(self._config, revision, sql=True))

    def head(self) -> str:
        """Return the newest revision; raise `RuntimeError` when there is none, or more than one."""
        heads = self._scripts.get_heads()
        if len(heads) != 1:
            raise RuntimeError(f"expected one head revision, found {heads}")
        return heads[0]

    def after(self, revision: str) -> list[str]:
        """Return the revisions that lead from one (empty: from nothing) to the newest, in their order."""
        found = self._scripts.iterate_revisions("head", revision or "base")
        return [each.revision for each in found][::-1]

    def knows(self, revision: str) -> bool:
        try:
            return self._scripts.get_revision(revision) is not None
        except CommandError:
            return False

    def require(self, found: FoundSchema) -> None:
        """Raise `SchemaRevisionError` unless this release can work on it."""
        if not self.knows(found.revision):
            if not (found.oldest and self.knows(found.oldest)):
                raise SchemaRevisionError(
                    f"schema revision {found.revision} is unknown to this release: a newer one was here, and it"
                    f" serves releases from revision {found.oldest or found.revision} on. This one ends at"
                    f" {self.head()}: install a newer release"
                )
        elif found.revision != self.head():
            raise SchemaRevisionError(
                f"schema revision {found.revision} is old: run `migrate upgrade` to {self.head()}"
            )

    def _is_ahead(self, url: str) -> bool:
        found = asyncio.run(schema_at(url))
        if found is None or self.knows(found.revision):
            return False
        self.require(found)
        return True

    def _printed(self, run: Callable[[], object]) -> str:
        self._output.seek(0)
        self._output.truncate()
        run()
        return self._output.getvalue().strip()


async def require_current_revision(engine: AsyncEngine, migrations: Migrations) -> None:
    """Raise `SchemaRevisionError` unless the database is at this release's newest revision.

    Or at one of a newer release that serves this one: while a desk is updated, and when an update is taken back.
    """
    found = await schema_of(engine)
    SCHEMA_REVISION.info({"revision": found.revision if found else ""})
    if found is None:
        raise SchemaRevisionError("the database has no schema yet: run `migrate upgrade`")
    migrations.require(found)


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
