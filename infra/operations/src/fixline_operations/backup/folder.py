"""Where backups are: complete ones under their names, attachments by their hashes, the log (WAL) by server."""

import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from fixline_operations.backup.manifest import Manifest
from fixline_operations.backup.sealing import sync
from fixline_operations.errors import OperationError

BASE: Final = "base.tar.gz"
FILES: Final = "files.jsonl.gz"
VERIFIED: Final = "verified.json"
LEFT_OVER: Final = "left-over-"


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """Its parts: `backups/ID/`, `objects/ab/SHA256`, `wal/SERVER/SEGMENT.gz`; `work` is of what is under way."""

    path: Path

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def objects(self) -> Path:
        return self.path / "objects"

    @property
    def work(self) -> Path:
        return self.path / "work"

    def wal(self, system: str) -> Path:
        return self.path / "wal" / system

    @contextmanager
    def locked(self, wait_seconds: float = 0) -> Iterator[None]:
        """Keep others out, and begin with nothing under way.

        Raises `OperationError` where another command still works after `wait_seconds`, and for what the disk refuses
        inside.
        """
        try:
            # Others may pass, to the one file in it that is theirs to read: the metrics.
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
            for each in (self.backups, self.objects, self.path / "wal"):
                each.mkdir(mode=0o700, exist_ok=True)
            with FileLock(self.path / "backup.lock").acquire(timeout=wait_seconds):
                self._clear()
                try:
                    yield
                finally:
                    self._clear()
                    give_to_its_owner(self.path)
        except Timeout as error:
            raise OperationError(f"Another command works in {self.path}: wait for its end.") from error
        except OSError as error:
            raise OperationError(f"{words_of(error)}: nothing was finished.") from error

    def _clear(self) -> None:
        # Under another name first: what a command that was killed had started may still write here, and then cannot.
        if self.work.exists():
            self.work.rename(self.path / f"{LEFT_OVER}{uuid.uuid4().hex}")
        for each in self.path.glob(f"{LEFT_OVER}*"):
            shutil.rmtree(each)

    def ids(self) -> list[str]:
        """Return the names of all complete backups, the oldest first; none where the folder is not there.

        Raises `OSError` for a folder that others alone may read: it holds backups, or not.
        """
        try:
            found = [*self.backups.iterdir()]
        except FileNotFoundError:
            return []
        return sorted(path.name for path in found if path.name[0].isdigit() and path.is_dir())

    def keep(self, unfinished: Path, id_: str) -> None:
        """Give a whole backup its name: from then on it is one."""
        for path in unfinished.iterdir():
            sync(path)
        sync(unfinished)
        unfinished.rename(self.backups / id_)
        sync(self.backups)

    def chosen(self, which: str) -> Manifest:
        """Return the named backup, or the `newest`; raise `OperationError` where there is none."""
        ids = self.ids()
        if not ids:
            raise OperationError(f"There is no backup in {self.path}.")
        id_ = ids[-1] if which == "newest" else which
        if id_ not in ids:
            raise OperationError(
                f"There is no backup {which} in {self.path}: `fixline backup list` names them."
            )
        return Manifest.read(self.backups / id_)

    def manifests(self) -> list[Manifest]:
        """Return all that can be read, the oldest first."""
        return [
            manifest for id_ in self.ids() if isinstance(manifest := self.manifest_or_fault(id_), Manifest)
        ]

    def manifest_or_fault(self, id_: str) -> Manifest | OperationError:
        try:
            return Manifest.read(self.backups / id_)
        except OperationError as error:
            return error

    def path_of(self, manifest: Manifest) -> Path:
        return self.backups / manifest.id

    def forget(self, id_: str) -> None:
        """Remove a backup: it has no name any more before the first of its files is gone."""
        self.work.mkdir(mode=0o700, exist_ok=True)
        gone = self.work / f"removed-{id_}"
        (self.backups / id_).rename(gone)
        sync(self.backups)
        shutil.rmtree(gone)


def give_to_its_owner(folder: Path) -> None:
    """Let what root has made in somebody's folder be theirs: who keeps the times must go on where root lent a hand.

    Whoever owns the folder cannot have root give them what is elsewhere: no link is followed, and none is given away.
    """
    if os.geteuid() != 0:
        return
    owner = folder.stat()
    for _, folders, files, descriptor in os.fwalk(folder):
        for name in (*folders, *files):
            found = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            is_linked = found.st_nlink > 1 and not stat.S_ISDIR(found.st_mode)
            if found.st_uid != owner.st_uid and not is_linked:
                os.chown(name, owner.st_uid, owner.st_gid, dir_fd=descriptor, follow_symlinks=False)


def words_of(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{where}"
