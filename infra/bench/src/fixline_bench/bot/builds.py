"""Another build of Fixline, to run beside this one."""

import subprocess
from pathlib import Path
from typing import Final

PLACE: Final = Path(".local/builds")


def interpreter_of(build: str) -> Path:
    """Return the Python of a build: of a checkout that is set up, or of a revision, which is checked out and set up.

    Raises `ValueError` for what is neither, and `CalledProcessError` when setting up fails.
    """
    folder = Path(build)
    if not folder.is_dir():
        folder = checked_out(build)
    interpreter = folder.absolute() / ".venv/bin/python"
    if not interpreter.exists():
        raise ValueError(f"{folder} is not set up: run 'make setup' there")
    return interpreter


def checked_out(revision: str) -> Path:
    resolved = subprocess.run(  # noqa: S603  # git's own check of what the caller gave
        ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if resolved.returncode:
        raise ValueError(f"{revision} is no folder and no revision")
    commit = resolved.stdout.strip()
    folder = PLACE / commit[:12]
    if not folder.exists():
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(folder), commit], check=True)  # noqa: S603, S607
    subprocess.run(["make", "--no-print-directory", "-C", str(folder), "setup"], check=True)  # noqa: S603, S607
    return folder
