"""Proves that a backup can be used: restores it into a throw-away server, and compares everything."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from fixline_operations.backup.attachments import AttachmentCopies, recorded
from fixline_operations.backup.facts import DeskFacts, desk_facts, last_event
from fixline_operations.backup.folder import VERIFIED, BackupFolder
from fixline_operations.backup.log_archive import LogArchive
from fixline_operations.backup.manifest import Manifest
from fixline_operations.backup.reading import files_of, require_parts, require_readable, unpacked
from fixline_operations.backup.recovery import ask_for_recovery, to_consistency, to_point
from fixline_operations.backup.sealing import DamagedError, Keys, whole
from fixline_operations.backup.source import RestorePoint
from fixline_operations.backup.throwaway import throwaway


@dataclass(frozen=True, slots=True)
class Verified:
    """`until`: the last moment that the log after the backup leads to."""

    rows: int
    files: int
    until: datetime | None


async def verify(folder: BackupFolder, manifest: Manifest, keys: Keys) -> Verified:
    """Raise `OperationError` where the backup is not what it says; the folder is locked."""
    await asyncio.to_thread(require_parts, folder, manifest)
    require_readable(manifest)
    folder.work.mkdir(mode=0o700, exist_ok=True)
    data = await unpacked(folder, manifest, keys, folder.work / "copy")
    ask_for_recovery(data)
    async with throwaway(data, manifest.superuser, to_consistency(then="pause")) as server:
        compare(manifest, await desk_facts(server, manifest.databases))
        files = await recorded(server, manifest.databases["files"])
    if files != files_of(folder, manifest):
        raise DamagedError(
            f"The backup {manifest.id} is damaged: its list of attachments is not that of its records."
        )
    copies = AttachmentCopies(folder.objects, folder.work, keys)
    await asyncio.to_thread(copies.check, files, manifest.missing)
    point = LogArchive(folder.wal(manifest.system)).newest_point(manifest.first_segment)
    if point is not None and point.at > manifest.began_at:
        async with throwaway(data, manifest.superuser, to_point(point.name, then="pause")) as server:
            compare_last(point, await last_event(server, manifest.databases["tickets"]))
    with whole(folder.path_of(manifest) / VERIFIED) as file:
        file.write(json.dumps({"verified_at": datetime.now(UTC).isoformat()}).encode())
    rows = sum(table.rows for facts in manifest.facts.databases.values() for table in facts.tables.values())
    return Verified(rows, len(files), point.at if point else None)


def compare(manifest: Manifest, found: DeskFacts) -> None:
    """Raise `DamagedError` for the first table that is not as it was."""
    for service, wanted in manifest.facts.databases.items():
        tables = found.databases[service].tables
        for name, table in wanted.tables.items():
            if tables.get(name) != table:
                there = tables[name].rows if name in tables else "no"
                raise DamagedError(
                    f"The backup {manifest.id} is damaged: {service}.{name} has {there} rows, or others than the "
                    f"{table.rows} that it was made with."
                )
    if found != manifest.facts:
        raise DamagedError(
            f"The backup {manifest.id} is damaged: there are tables that it was not made with."
        )


def compare_last(point: RestorePoint, found: int) -> None:
    if found < point.last_event:
        raise DamagedError(
            f"The log leads to event {found}, and event {point.last_event} was there at {point.at:%Y-%m-%d %H:%M:%S}."
        )
