"""The server's log (WAL) beside the backups: what moments there are between and after them."""

import dataclasses
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fixline_operations.backup.running import folder_for_postgres
from fixline_operations.backup.sealing import SEALED, Keys, compress, uncompress, unseal, whole, write_part
from fixline_operations.backup.settings import Server
from fixline_operations.backup.source import RestorePoint, fetch_log, release_log
from fixline_operations.errors import OperationError

SEGMENT: Final = re.compile(r"([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})")
PER_FILE: Final = 256
"""Segments of 16 MB in what PostgreSQL counts as one file of 4 GB."""
PARTIAL: Final = ".partial"
INCOMING: Final = "incoming"


@dataclass(frozen=True, slots=True)
class LogArchive:
    """`path`: of one server; segments of it, compressed and perhaps encrypted."""

    path: Path

    async def fetch(self, server: Server, point: RestorePoint, work: Path, keys: Keys) -> None:
        """Fetch what was written since the last time, up to a restore point; repeatable after a crash."""
        self.path.mkdir(mode=0o700, exist_ok=True)
        incoming = self.path / INCOMING
        if incoming.exists():
            # Of a fetch that was killed. pg_receivewal would go on from there, wherever the server is by now.
            for path in incoming.glob(f"*{PARTIAL}"):
                path.unlink()
            self._store(incoming, work, keys)
        folder_for_postgres(incoming)
        await fetch_log(server, incoming, point.lsn)
        self._store(incoming, work, keys)
        newest = self.segments()[-1]
        with whole(self.path / f"newest-{newest[:8]}.json") as file:
            file.write(json.dumps(dataclasses.asdict(point), default=datetime.isoformat).encode())
        await release_log(server, start_of(newest))

    def _store(self, incoming: Path, work: Path, keys: Keys) -> None:
        for path in sorted(incoming.iterdir()):
            name = path.name.removesuffix(PARTIAL)
            packed = work / f"{name}.gz"
            compress(path, packed)
            write_part(packed, self.path / packed.name, keys)
            packed.unlink()
            path.unlink()
        incoming.rmdir()

    def segments(self) -> list[str]:
        """Return the names of what is there, along each line of the server's life."""
        found = (
            {path.name.partition(".")[0] for path in self.path.glob("*.gz*")} if self.path.exists() else set()
        )
        return sorted(name for name in found if SEGMENT.fullmatch(name))

    def after(self, first: str) -> list[str]:
        """Return the segments from `first` on without a gap."""
        there, name, found = set(self.segments()), first, []
        while name in there:
            found.append(name)
            name = next_segment(name)
        return found

    def newest_point(self, first: str) -> RestorePoint | None:
        """Return the last place that can be reached from a backup whose log begins with `first`."""
        try:
            found = json.loads((self.path / f"newest-{first[:8]}.json").read_bytes())
        except FileNotFoundError:
            return None
        point = RestorePoint(**found | {"at": datetime.fromisoformat(found["at"])})
        reached = self.after(first)
        return (
            point
            if reached and lsn_number(point.lsn) <= lsn_number(start_of(next_segment(reached[-1])))
            else None
        )

    def unpack(self, first: str, target: Path, keys: Keys) -> None:
        """Write the log from `first` on into a folder, and the histories of all lines, so that a new one is new."""
        histories = [path.name.partition(".gz")[0] for path in self.path.glob("*.history.gz*")]
        for name in [*self.after(first), *histories]:
            self._unpack_one(name, target, keys)

    def _unpack_one(self, name: str, target: Path, keys: Keys) -> None:
        stored = next(
            (path for suffix in (SEALED, "") if (path := self.path / f"{name}.gz{suffix}").exists()), None
        )
        if stored is None:
            raise OperationError(f"{name} of the log is not there any more.")
        packed = target / f"{name}.gz"
        unseal(stored, packed, keys)
        uncompress(packed, target / name, stored.name)
        packed.unlink()
        (target / name).chmod(0o644)

    def keep_histories(self, data: Path, work: Path, keys: Keys) -> None:
        """Keep the histories of a server that was restored, before it lives on: its line is taken."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in sorted((data / "pg_wal").glob("*.history")):
            packed = work / f"{path.name}.gz"
            compress(path, packed)
            write_part(packed, self.path / packed.name, keys)
            packed.unlink()

    def forget_before(self, first: str, line: str) -> None:
        """Remove the log that no kept backup needs: of each line, what is older than the oldest one's.

        And histories of lines before `line`: nobody begins there any more, and they may be for a key that is gone.
        """
        for path in self.path.glob("*.gz*"):
            name = path.name.partition(".")[0]
            is_history = ".history." in path.name
            if (is_history and name < line) or (SEGMENT.fullmatch(name) and name[8:] < first[8:]):
                path.unlink()


def next_segment(name: str) -> str:
    line, file, piece = name[:8], int(name[8:16], 16), int(name[16:], 16)
    number = file * PER_FILE + piece + 1
    return f"{line}{number // PER_FILE:08X}{number % PER_FILE:08X}"


def start_of(name: str) -> str:
    """Return the LSN with which a segment begins."""
    return f"{int(name[8:16], 16):X}/{int(name[16:], 16) << 24:X}"


def lsn_number(lsn: str) -> int:
    high, _, low = lsn.partition("/")
    return int(high, 16) << 32 | int(low, 16)
