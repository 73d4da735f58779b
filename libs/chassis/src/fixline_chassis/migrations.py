"""One service's database migrations."""

import asyncio
import io
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from fixline_chassis.revisions import Revisions, schema_at, scripts_of

OLDEST_RELEASE: Final = "oldest_release.txt"
"""Beside the migrations: the newest revision of the oldest release that works on the schema that they lead to."""

Applied = Callable[[Connection], None]


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
        self.revisions = Revisions(scripts)

    @classmethod
    def of(cls, package: str, url: str | None = None) -> "Migrations":
        """Find the migrations of a service: a folder of its package, and so of its wheel."""
        return cls(scripts_of(package), url)

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

    def after(self, revision: str) -> list[str]:
        """Return the revisions that lead from one (empty: from nothing) to the newest, in their order."""
        found = self._scripts.iterate_revisions("head", revision or "base")
        return [each.revision for each in found][::-1]

    def _is_ahead(self, url: str) -> bool:
        found = asyncio.run(schema_at(url))
        if found is None or self.revisions.knows(found.revision):
            return False
        self.revisions.require(found)
        return True

    def _printed(self, run: Callable[[], object]) -> str:
        self._output.seek(0)
        self._output.truncate()
        run()
        return self._output.getvalue().strip()
