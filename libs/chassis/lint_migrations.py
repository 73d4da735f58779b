"""Lint the SQL of every revision of every service with squawk; exit with its status."""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic.script import ScriptDirectory

from fixline_chassis.migrations import Migrations

ROOT = Path(__file__).parents[2]
SQUAWK = Path(sys.executable).parent / "squawk"


def write_revisions(service: Path, target: Path) -> None:
    """Write a file per revision, with the statements that lead to it from the one before."""
    scripts = service / "src" / f"{service.name}_service" / "migrations"
    migrations = Migrations(scripts, None)
    for revision in ScriptDirectory(str(scripts)).walk_revisions():
        before = revision.down_revision or "base"
        statements = migrations.sql(f"{before}:{revision.revision}")
        (target / f"{service.name}-{revision.revision}.sql").write_text(statements)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        for alembic in sorted(ROOT.glob("services/*/alembic.ini")):
            write_revisions(alembic.parent, Path(folder))
        files = sorted(str(path) for path in Path(folder).glob("*.sql"))
        command = [str(SQUAWK), "--config", str(ROOT / ".squawk.toml"), *files]
        return subprocess.run(command, check=False).returncode  # noqa: S603  # our own files


if __name__ == "__main__":
    sys.exit(main())
