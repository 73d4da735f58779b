"""PostgreSQL refuses to run as root: where we are root it runs as `nobody`, with one capability (decision 22)."""

import os
import shutil
from pathlib import Path
from typing import Final

NOBODY: Final = 65534
NEEDED: Final = {"chown": 0, "dac_override": 1, "kill": 5, "setgid": 6, "setuid": 7}
"""What root must be able to do to give a process to `nobody`, and to stop and tidy up after it: bits of
`linux/capability.h`. Every container has them unless they were taken away."""


def as_nobody(capability: str | None = None, *, for_checks: bool = False) -> list[str]:
    """Return what to put before a command so that it runs as `nobody` with that capability alone, and gains none.

    `for_checks`: it also counts for access(2), with which PostgreSQL looks for its programs; otherwise the kernel
    answers those who are not root as if they had none. Setting this takes CAP_SETPCAP.
    Raises `RuntimeError` when root may not do this here.
    """
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise RuntimeError("running as root needs `setpriv` (package util-linux), or start as another user")
    if missing := [name for name, bit in NEEDED.items() if not has_capability(bit)]:
        raise RuntimeError(
            f"running as root needs the capabilities {', '.join(missing)}, or start as another user"
        )
    kept = f"-all,+{capability}" if capability else "-all"
    return [
        *(setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs"),
        *(["--securebits=+no_setuid_fixup"] if for_checks else []),
        *(f"--inh-caps={kept}", f"--ambient-caps={kept}", "--"),
    ]


def may_read_everything() -> bool:
    """Whether we have `dac_read_search`: all of `dac_override` but writing, and running what is nobody's to run."""
    return has_capability(2)


def has_capability(bit: int) -> bool:
    status = Path("/proc/self/status").read_text()
    return bool(int(status.partition("CapEff:")[2].split()[0], base=16) >> bit & 1)


def hand_over(folder: Path) -> None:
    """Give a new, empty folder to the user that runs PostgreSQL; nobody else may enter it."""
    folder.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
