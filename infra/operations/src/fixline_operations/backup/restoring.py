"""Makes a desk of a backup where there is none."""

import asyncio
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fixline_operations.backup.attachments import AttachmentCopies, recorded, store_of
from fixline_operations.backup.facts import revision_of
from fixline_operations.backup.folder import BackupFolder
from fixline_operations.backup.log_archive import LogArchive
from fixline_operations.backup.manifest import Manifest
from fixline_operations.backup.reading import require_known, require_parts, require_readable, unpacked
from fixline_operations.backup.recovery import ask_for_recovery, to_consistency, to_point, to_time
from fixline_operations.backup.sealing import Keys, sync
from fixline_operations.backup.settling import Settled, settle, skip_numbers
from fixline_operations.backup.throwaway import Throwaway, throwaway
from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError

LATEST: Final = "latest"
PLACE: Final = "restoring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`until`: a moment after the backup, `LATEST`, or None for the backup's own.

    `nothing_lost`: the desk did nothing after that moment, so that what waits there is still to be done.
    """

    until: datetime | str | None = None
    nothing_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """`until`: which moment was reached, as far as it was named. `attachments`: how many were put back."""

    settled: Settled
    attachments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """`data`: where the server's data go, a folder that is not there or empty. `password`: the superuser's new one."""

    deployment: Deployment
    folder: BackupFolder
    keys: Keys
    data: Path
    password: str | None = None
    tell: Callable[[str], None]

    async def restore(self, manifest: Manifest, wish: Wish) -> Restored:
        """Restore; the folder is locked. What fails leaves nothing but attachments, which a repetition uses."""
        require_empty(self.data)
        require_readable(manifest)
        target = self._target(manifest, wish)
        await asyncio.to_thread(require_parts, self.folder, manifest)
        self.folder.work.mkdir(mode=0o700, exist_ok=True)
        place = self.data.parent / f"{self.data.name}.{PLACE}"
        if place.exists():  # of a restore that was killed
            shutil.rmtree(place)
        self.data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            data = await unpacked(self.folder, manifest, self.keys, place)
            self.tell("every part is what was written")
            ask_for_recovery(data)
            async with throwaway(data, manifest.superuser, target) as server:
                restored = await self._opened(server, manifest, wish)
            self._keep_line(data, manifest)
            await asyncio.to_thread(os.sync)
            self._put_in_place(data)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        return restored

    async def _opened(self, server: Throwaway, manifest: Manifest, wish: Wish) -> Restored:
        await self._require_known_schemas(server, manifest)
        self.tell("the databases are at that moment")
        settled = Settled(0, 0, 0)
        if not wish.nothing_lost:
            settled = await settle(server, manifest.databases)
            await skip_numbers(server, manifest.databases)
        if self.password is not None:
            await set_password(server, manifest.superuser, self.password)
        files = await recorded(server, manifest.databases["files"])
        copies = AttachmentCopies(self.folder.objects, self.folder.work, self.keys)
        put = await copies.put_back(store_of(self.deployment), files, manifest.missing)
        self.tell(
            f"{len(files) - len(manifest.missing)} attachments are what was sent; {put} had to be put back"
        )
        return Restored(settled=settled, attachments=put)

    def _target(self, manifest: Manifest, wish: Wish) -> dict[str, str]:
        if wish.until is None:
            return to_consistency(then="promote")
        point = LogArchive(self.folder.wal(manifest.system)).newest_point(manifest.first_segment)
        if point is None or point.at < manifest.began_at:
            raise OperationError(f"There is no log (WAL) after the backup {manifest.id}: leave out --until.")
        if not isinstance(wish.until, datetime):
            return to_point(point.name, then="promote")
        if wish.until < manifest.ended_at:
            raise OperationError(
                f"The backup {manifest.id} was complete at {manifest.ended_at.isoformat(timespec='seconds')}: "
                "for a moment before that name an older one."
            )
        if wish.until > point.at:
            raise OperationError(
                f"The log (WAL) leads to {point.at.isoformat(timespec='seconds')}, and not further: "
                "name a moment before, or `latest`."
            )
        return to_time(wish.until, then="promote")

    async def _require_known_schemas(self, server: Throwaway, manifest: Manifest) -> None:
        """A log may hold a migration of a newer release."""
        revisions = {}
        for service, name in manifest.databases.items():
            connection = await server.connect(name)
            try:
                revisions[service] = await revision_of(connection)
            finally:
                await connection.close()
        require_known(revisions, manifest)

    def _keep_line(self, data: Path, manifest: Manifest) -> None:
        LogArchive(self.folder.wal(manifest.system)).keep_histories(data, self.folder.work, self.keys)

    def _put_in_place(self, data: Path) -> None:
        require_empty(self.data)
        if self.data.exists():
            self.data.rmdir()
        data.rename(self.data)
        sync(self.data.parent)


def require_empty(data: Path) -> None:
    """Raise `OperationError` where a folder of that name cannot be put in its place."""
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise OperationError(
            f"{data} is not empty: a backup is restored where there is no desk. Move it away, and keep it until all is "
            "well."
        )
    if data.is_mount():
        raise OperationError(
            f"{data} is a disk of its own, which nothing can be put in the place of: name a folder on it, and let the "
            "server's data folder be that."
        )


async def set_password(server: Throwaway, role: str, password: str) -> None:
    """Passwords are in the copy as they were; whoever starts this desk has another."""
    connection = await server.connect("postgres")
    try:
        statement = await connection.fetchval(
            "SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)", role, password
        )
        await connection.execute(statement)
    finally:
        await connection.close()
