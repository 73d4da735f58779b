"""Makes a backup, fetches the log between backups, and removes what is too old."""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from fixline_operations.backup import base
from fixline_operations.backup import folder as folders
from fixline_operations.backup.attachments import AttachmentCopies, lines, recorded, store_of
from fixline_operations.backup.facts import desk_facts
from fixline_operations.backup.folder import BackupFolder
from fixline_operations.backup.log_archive import LogArchive
from fixline_operations.backup.manifest import NAME, Manifest
from fixline_operations.backup.reading import files_of
from fixline_operations.backup.recovery import ask_for_recovery, to_consistency
from fixline_operations.backup.running import folder_for_postgres
from fixline_operations.backup.sealing import Keys, Part, compress, write_part
from fixline_operations.backup.settings import Server
from fixline_operations.backup.source import About, clock, copy_server, keep_log, mark, require_fit
from fixline_operations.backup.throwaway import throwaway
from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """`warn` is told in a sentence what a person should know and what stops nothing."""

    deployment: Deployment
    server: Server
    folder: BackupFolder
    keys: Keys
    warn: Callable[[str], None]

    async def backup(self) -> Manifest:
        """Make one; the folder is locked. Raises `OperationError`, and then there is none."""
        about = await require_fit(self.server)
        self._warn_of_log(await keep_log(self.server, about))
        work = self.folder.work
        work.mkdir(mode=0o700, exist_ok=True)
        # At a path of its own: what a command that was killed had started may still write to the one that it was given.
        copy = folder_for_postgres(work / f"copy-{uuid.uuid4().hex}")
        await copy_server(self.server, copy / "data")
        ended_at = await clock(self.server)
        unfinished = work / "unfinished"
        unfinished.mkdir(mode=0o700)
        packed = work / folders.BASE
        await asyncio.to_thread(base.pack, copy / "data", packed)
        part = await asyncio.to_thread(write_part, packed, unfinished / folders.BASE, self.keys)
        packed.unlink()
        manifest = await self._described(about, ended_at, copy / "data", unfinished, part)
        (unfinished / NAME).write_text(manifest.text())
        self.folder.keep(unfinished, manifest.id)
        if manifest.missing:
            self.warn(
                f"{len(manifest.missing)} attachments are not in the backup: the store has not got their bytes"
            )
        return manifest

    async def _described(
        self, about: About, ended_at: datetime, data: Path, unfinished: Path, part: Part
    ) -> Manifest:
        first = base.first_segment(data)
        names = {service: url.database or "" for service, url in self.server.databases.items()}
        ask_for_recovery(data)
        async with throwaway(data, about.superuser, to_consistency(then="pause")) as server:
            facts = await desk_facts(server, names)
            files = await recorded(server, names["files"])
        copies = AttachmentCopies(self.folder.objects, self.folder.work, self.keys)
        missing = await copies.copy(store_of(self.deployment), files)
        listed, packed = self.folder.work / "files", self.folder.work / folders.FILES
        listed.write_text(lines(files))
        compress(listed, packed)
        return Manifest(
            id=f"{about.now.astimezone(UTC):%Y-%m-%dT%H%M%S.%fZ}",
            began_at=about.now,
            ended_at=ended_at,
            version=version("fixline-operations"),
            postgres=about.version,
            system=about.system,
            superuser=about.superuser,
            first_segment=first,
            databases=names,
            facts=facts,
            files=len(files),
            file_bytes=sum(each.size for each in files),
            missing=missing,
            # Keys of the store and hashes, which the names of the copies tell anyway: without the private key, too, old
            # copies are to be known for such.
            parts=[part, write_part(packed, unfinished / folders.FILES, Keys())],
        )

    async def log(self) -> datetime | None:
        """Fetch the log up to now; return which moment can be restored at the latest, None where no log is kept."""
        about = await require_fit(self.server)
        self._warn_of_log(await keep_log(self.server, about))
        if about.kept == "-1":
            return None
        self.folder.work.mkdir(mode=0o700, exist_ok=True)
        point = await mark(self.server, f"fixline-{about.now.astimezone(UTC):%Y%m%dT%H%M%S.%f}")
        await LogArchive(self.folder.wal(about.system)).fetch(self.server, point, self.folder.work, self.keys)
        return point.at

    def _warn_of_log(self, words: str) -> None:
        if words:
            self.warn(words)

    def too_old(self, keep: int) -> list[str]:
        """Return the names of those that are older than the newest `keep` that can be read."""
        good = [manifest.id for manifest in self.folder.manifests()]
        return [id_ for id_ in self.folder.ids() if len(good) > keep and id_ < good[-keep]]

    def forget(self, keep: int) -> list[str]:
        """Remove what is older than the newest `keep` backups, and what of attachments and log none of these needs.

        One that cannot be read is not among those `keep`. As long as it stays, so does all that may be its.
        """
        old = self.too_old(keep)
        for id_ in old:
            self.folder.forget(id_)
        try:
            self._forget_what_nobody_needs()
        except OperationError as error:
            self.warn(f"{error.message.rstrip('.')}; attachments and log (WAL) that may be its are kept")
        return old

    def _forget_what_nobody_needs(self) -> None:
        kept = [Manifest.read(self.folder.backups / id_) for id_ in self.folder.ids()]
        wanted = {each.sha256 for manifest in kept for each in files_of(self.folder, manifest)}
        AttachmentCopies(self.folder.objects, self.folder.work, self.keys).forget_all_but(wanted)
        for system in {manifest.system for manifest in kept}:
            begins = [each.first_segment for each in kept if each.system == system]
            LogArchive(self.folder.wal(system)).forget_before(
                min(begins, key=lambda name: name[8:]), line=min(begins)[:8]
            )
