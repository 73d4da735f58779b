"""Run the tests of the release before against the migrations of this one (decision 48).

`record [REVISION]` puts the code and the tests of a revision into `released.tar.xz`, as part of making a release.
`check` unpacks them, gives them this tree's migrations, and runs what they say of PostgreSQL: who has not been updated
yet must go on working on the new schema.
"""

import ast
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from alembic.script import ScriptDirectory

from fixline_chassis.migrations import OLDEST_RELEASE

ROOT: Final = Path(__file__).parents[2]
RECORD: Final = Path(__file__).with_name("released.tar.xz")
TESTS: Final = (
    *("services/tickets/tests/conftest.py", "services/tickets/tests/contract"),
    *("services/files/tests/conftest.py", "services/files/tests/contract"),
    "services/bot/tests/integration",
)
CODE: Final = (
    "pyproject.toml",
    *(f"services/{name}/src" for name in ("bot", "files", "tickets")),
    *(f"services/{name}/testing" for name in ("bot", "files", "tickets")),
    *(f"libs/{name}/src" for name in ("chassis", "rpc", "telemetry", "testing")),
    # The servers and the simulator of the tests; their pages are not used.
    ":(glob)infra/local/src/**/*.py",
)
RUN: Final = (
    *(
        f"services/tickets/tests/contract/{name}.py"
        for name in (
            "test_unit_of_work",
            "history/test_feed",
            "idempotency/test_answer_store",
            "people/test_forget_user",
            "people/test_user_events",
            "places/test_events",
            "search/test_search",
            "sla/test_documents",
            "tickets/test_story",
        )
    ),
    "services/files/tests/contract/test_unit_of_work.py",
    "services/bot/tests/integration/test_stores.py",
)
"""A few that between them write and read every table."""
ON_POSTGRESQL: Final = "not memory"


def main(arguments: list[str]) -> int:
    match arguments:
        case ["record", *revision]:
            return record(*revision)
        case ["check"]:
            return check()
    print(__doc__)  # noqa: T201  # a command's own output
    return 2


def record(revision: str = "HEAD") -> int:
    """Write the archive anew; the same revision makes the same bytes."""
    archive = subprocess.run(  # noqa: S603  # git, and our own paths
        ["git", "archive", revision, "--", *CODE, *TESTS],  # noqa: S607  # whichever git there is
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    RECORD.write_bytes(lzma.compress(archive.stdout, preset=9 | lzma.PRESET_EXTREME))
    with tempfile.TemporaryDirectory() as folder:
        for name, newest in newest_revisions(unpacked(Path(folder))):
            (ROOT / name / OLDEST_RELEASE).write_text(f"{newest}\n")
    return 0


def check() -> int:
    with tempfile.TemporaryDirectory() as folder:
        released = unpacked(Path(folder))
        if faults := [*changed_migrations(released), *false_promises(released)]:
            print(*faults, sep="\n")  # noqa: T201  # a command's own output
            return 1
        for versions in released.glob("services/*/src/*/migrations/versions"):
            shutil.rmtree(versions)
            shutil.copytree(ROOT / versions.relative_to(released), versions)
        code = [*released.glob("*/*/src"), *released.glob("services/*/testing")]
        command = [
            *(sys.executable, "-m", "pytest", "--quiet", "--numprocesses", "2"),
            *("-p", "no:cacheprovider", "-k", ON_POSTGRESQL, *RUN),
        ]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, code))}
        return subprocess.run(command, cwd=released, env=environment, check=False).returncode  # noqa: S603  # our own tests


def unpacked(folder: Path) -> Path:
    # By tar: how Python is told to trust an archive is not the same in all releases of 3.11.
    code = lzma.decompress(RECORD.read_bytes())
    subprocess.run(("tar", "--extract", "--directory", folder), input=code, check=True)  # noqa: S603, S607  # our own
    return folder


def newest_revisions(released: Path) -> Iterator[tuple[Path, str]]:
    """Yield the folder of each service's migrations in the tree, and their newest revision in the release."""
    for scripts in sorted(released.glob("services/*/src/*/migrations")):
        newest = ScriptDirectory(str(scripts)).get_current_head()
        if newest is None:
            raise ValueError(f"{scripts} has no revision")
        yield scripts.relative_to(released), newest


def changed_migrations(released: Path) -> Iterator[str]:
    """Yield what is wrong with the migrations of the release: a desk that has run one runs it never again."""
    for then in sorted(released.glob("services/*/src/*/migrations/versions/*.py")):
        name = then.relative_to(released)
        now = ROOT / name
        if not now.exists():
            yield f"{name}: was released, and is gone"
        elif statements(then) != statements(now):
            yield f"{name}: was released, and does something else now: write another migration"


def false_promises(released: Path) -> Iterator[str]:
    """Yield where the migrations promise databases that they serve another release than the one that is tried."""
    for name, newest in newest_revisions(released):
        promised = ROOT / name / OLDEST_RELEASE
        if not promised.exists() or promised.read_text().strip() != newest:
            yield f"{name / OLDEST_RELEASE}: must say {newest}, where the release that is tried ends"


def statements(migration: Path) -> str:
    """Return what the module does; comments and what it says of itself may change."""
    tree = ast.parse(migration.read_text(encoding="utf-8"))
    return ast.unparse(ast.Module(body=tree.body[ast.get_docstring(tree) is not None :], type_ignores=[]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
