"""Runs PostgreSQL's programs, as the user that may."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from fixline_local.embedded.installation import installation
from fixline_local.embedded.unprivileged import hand_over
from fixline_operations.errors import OperationError


def run(program: str, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """Return what it printed; raise `OperationError` with its last words."""
    command = installation().command(program, *arguments)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    if done.returncode:
        words = done.stderr.strip().splitlines() or [f"{program} ended with {done.returncode}"]
        raise OperationError(f"PostgreSQL: {words[-1]}")
    return done.stdout


def folder_for_postgres(folder: Path) -> Path:
    """Make a folder that is to be PostgreSQL's, and nobody else's."""
    folder.mkdir()
    hand_over(folder)
    return folder
