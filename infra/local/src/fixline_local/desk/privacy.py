"""The desk's folder is its owner's alone: it holds what people wrote, their files, and secrets."""

import os
import stat
from pathlib import Path
from typing import Final

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def make_private(folder: Path) -> None:
    """Take the rights of group and others from the folder and from all in it, as an older release may have left them.

    Links are not followed. What belongs to another user is left to them: PostgreSQL does not start on a readable
    cluster.
    """
    _close(folder)
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if _close(Path(path, name))]
        for name in files:
            _close(Path(path, name))


def _close(path: Path) -> bool:
    """Close a file or folder to others; say whether it is there, ours and no link."""
    try:
        found = path.lstat()
    except FileNotFoundError:  # an earlier run's process is still tidying up
        return False
    if stat.S_ISLNK(found.st_mode) or found.st_uid != os.geteuid():
        return False
    if found.st_mode & OTHERS:
        path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)
    return True
