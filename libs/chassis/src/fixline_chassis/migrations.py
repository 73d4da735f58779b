"""One service's database migrations, and whether a database has them."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_telemetry.metrics import SCHEMA_REVISION

Applied = Callable[[Connection], None]


class SchemaRevisionError(Exception):
    """The database's schema is not the one that this release was written for."""


class Migrations:
    """Alembic for one service. Every method blocks: call it without a running event loop, or in a thread."""

    def __init__(self, scripts: Path, url: str | None) -> None:
        self._output = io.StringIO()
        self._config = Config(stdout=self._output, output_buffer=self._output)
        self._config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        self._config.set_main_option("path_separator", "os")
        self._config.attributes["url"] = url
        self._scripts = ScriptDirectory.from_config(self._config)

    @classmethod
    def of(cls, package: str, url: str | None = None) -> "Migrations":
        """Find the migrations of a service: a folder of its package, and so of its wheel."""
        return cls(Path(str(files(package))) / "migrations", url)

    def upgrade(self, revision: str = "head", *, applied: Applied | None = None) -> None:
        """Apply what is missing; a second migrator waits for the first and then finds nothing to do.

        `applied` is called after each revision, in its last transaction.
        """
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

    def _printed(self, run: Callable[[], object]) -> str:
        self._output.seek(0)
        self._output.truncate()
        run()
        return self._output.getvalue().strip()


async def require_current_revision(engine: AsyncEngine, migrations: Migrations) -> None:
    """Raise `SchemaRevisionError` unless the database is exactly at this release's newest revision."""
    try:
        async with engine.connect() as connection:
            revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != "42P01":  # undefined_table
            raise
        revision = None
    SCHEMA_REVISION.info({"revision": revision or ""})
    if revision is None:
        raise SchemaRevisionError("the database has no schema yet: run `migrate upgrade`")
    if not migrations.knows(revision):
        raise SchemaRevisionError(
            f"schema revision {revision} is unknown to this release: a newer one was here"
        )
    if revision != migrations.head():
        raise SchemaRevisionError(
            f"schema revision {revision} is old: run `migrate upgrade` to {migrations.head()}"
        )
