"""PostgreSQL refuses to run as root; these run it as an unprivileged user where we are root."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

NOBODY: Final = 65534


def unprivileged(command: Sequence[str]) -> list[str]:
    """Return the command line that runs `command` without root's rights; raise `RuntimeError` when it cannot be had.

    The process keeps one capability, to pass folders that only root may enter: a checkout below `/root` works, and
    nobody's folder has to be opened to the world.
    """
    if os.geteuid() != 0:
        return list(command)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise RuntimeError("running as root needs `setpriv` (package util-linux), or start as another user")
    identity = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return [setpriv, *identity, "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--", *command]


def hand_over(folder: Path) -> None:
    """Give a new, empty folder to the user that `unprivileged` commands run as."""
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
