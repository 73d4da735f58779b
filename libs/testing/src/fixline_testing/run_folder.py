"""The folder of one test run: in memory where there is room, and gone with the run even if that was killed."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from filelock import FileLock, Timeout

from fixline_testing.servers import SharedServers

# A clone of a template database is some 450 small files. Ext4 looks past every file deleted in the last minute when
# it makes a new one, so that a run which clones and drops spends most of its time there; memory does not care.
MEMORY: Final = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
ROOM: Final = 1 << 30
"""Bytes that must be free in memory; a run takes a fifth of it."""
PREFIX: Final = "fixline-run-"


@dataclass(frozen=True, slots=True)
class RunFolder:
    path: Path
    _alive: FileLock
    """Held while the run lives: the kernel lets go of it for those that are killed."""

    @classmethod
    def create(cls, parents: tuple[Path, ...] | None = None) -> Self:
        """Make the folder in the first of `parents` that has room, or else in the last; sweep those of dead runs.

        By default memory comes before the temporary folder.
        """
        parents = parents or (MEMORY, Path(tempfile.gettempdir()))
        for parent in parents:
            sweep(parent)
        parent = next((each for each in parents if _has_room(each)), parents[-1])
        # Under another name until it is locked: nobody must take it for a dead run's.
        unlocked = Path(tempfile.mkdtemp(prefix="unlocked-", dir=parent))
        alive = _lock_of(unlocked)
        alive.acquire()
        return cls(unlocked.rename(parent / f"{PREFIX}{unlocked.name.removeprefix('unlocked-')}"), alive)

    def remove(self) -> None:
        """Stop the servers that were started in the folder, and delete it."""
        SharedServers(self.path).stop()
        shutil.rmtree(self.path)
        self._alive.release()


def sweep(parent: Path) -> None:
    """Remove the folders of runs that were killed, and stop the servers that they left behind."""
    for folder in parent.glob(f"{PREFIX}*"):
        if folder.stat().st_uid != os.geteuid():
            continue
        alive = _lock_of(folder)
        try:
            alive.acquire(blocking=False)
        except Timeout:
            continue
        SharedServers(folder).stop()
        shutil.rmtree(folder, ignore_errors=True)  # another run may be sweeping it too
        alive.release()


def _lock_of(folder: Path) -> FileLock:
    return FileLock(folder / "run.lock")


def _has_room(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM
