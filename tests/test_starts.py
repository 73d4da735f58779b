"""What the start of a service takes in, and what it does without."""

import subprocess
import sys

import pytest
from alembic.script import ScriptDirectory

from fixline_chassis.revisions import Revisions, scripts_of

SERVICES = pytest.mark.parametrize("service", ["bot", "files", "tickets"])
PROGRAM = """
import gc, runpy, sys

package = sys.argv[1]
sys.argv[1:] = ["--help"]
try:
    runpy.run_module(package, run_name="__main__")
except SystemExit as end:
    assert end.code == 0
assert "alembic" not in sys.modules
assert gc.get_threshold()[0] == 10_000
"""


@SERVICES
def test_who_serves_imports_no_alembic_and_collects_seldom(service: str) -> None:
    command = [sys.executable, "-c", PROGRAM, f"{service}_service"]
    subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603  # our own


@SERVICES
def test_the_revisions_that_it_reads_are_those_that_alembic_applies(service: str) -> None:
    scripts = scripts_of(f"{service}_service")
    revisions, alembic = Revisions(scripts), ScriptDirectory(str(scripts))
    assert revisions.head == alembic.get_current_head()
    assert all(revisions.knows(each.revision) for each in alembic.walk_revisions())
    assert not revisions.knows("ffff")
