"""The copy of a server's data as one file, and back."""

import os
import re
import tarfile
from pathlib import Path, PurePosixPath
from typing import Final

from fixline_local.embedded.unprivileged import NOBODY
from fixline_operations.backup.sealing import DamagedError
from fixline_operations.errors import OperationError

FIRST_SEGMENT: Final = re.compile(r"^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)$", re.MULTILINE)


def first_segment(data: Path) -> str:
    """Return the name of the piece of log with which a copy begins."""
    found = FIRST_SEGMENT.search((data / "backup_label").read_text())
    if found is None:
        raise OperationError(f"{data} is no copy of a server: its backup_label names no log.")
    return found[1]


def pack(data: Path, target: Path) -> None:
    with tarfile.open(target, "w:gz", compresslevel=3) as archive:
        archive.add(data, arcname=".")


def unpack(packed: Path, data: Path, name: str) -> None:
    """Write the copy into `data`, which is PostgreSQL's folder; raise `DamagedError`; `name` is for that."""
    try:
        with tarfile.open(packed, "r:gz") as archive:
            for member in archive:
                path = PurePosixPath(member.name)
                if path.is_absolute() or ".." in path.parts or not (member.isdir() or member.isfile()):
                    raise DamagedError(f"{name} is damaged: {member.name} has no place in it.")
                _write(archive, member, data / path)
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # the disk's
            raise
        raise DamagedError(f"{name} is damaged: it cannot be unpacked.") from error


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    if member.isdir():
        path.mkdir(mode=0o700, exist_ok=True)
    else:
        archive.makefile(member, path)
        path.chmod(0o600)
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
