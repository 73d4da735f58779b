"""Takes the parts of a backup in hand: each is compared with what was written before it is used."""

import asyncio
import gzip
from pathlib import Path

from fixline_chassis.revisions import Revisions
from fixline_operations.backup import base
from fixline_operations.backup.attachments import Attachment, from_lines
from fixline_operations.backup.folder import BASE, FILES, BackupFolder
from fixline_operations.backup.log_archive import LogArchive
from fixline_operations.backup.manifest import Manifest
from fixline_operations.backup.running import folder_for_postgres, run
from fixline_operations.backup.sealing import DamagedError, Keys, Part, sha256_of, unseal
from fixline_operations.backup.source import OUR_MAJOR
from fixline_operations.errors import OperationError


def require_parts(folder: BackupFolder, manifest: Manifest) -> None:
    """Raise `DamagedError` for the first part that is not what was written."""
    for part in manifest.parts:
        require_part(folder, manifest, part)


def require_part(folder: BackupFolder, manifest: Manifest, part: Part) -> Path:
    """Return where it is; raise `DamagedError` where it is not what was written."""
    path = folder.path_of(manifest) / part.name
    if not path.exists():
        raise DamagedError(f"The backup {manifest.id} is damaged: {part.name} lacks.")
    if path.stat().st_size != part.size or sha256_of(path) != part.sha256:
        raise DamagedError(f"The backup {manifest.id} is damaged: {part.name} is not what was written.")
    return path


def require_readable(manifest: Manifest) -> None:
    """Raise `OperationError` for a backup of a PostgreSQL or of a schema that this release does not know."""
    if int(manifest.postgres.partition(".")[0]) != OUR_MAJOR:
        raise OperationError(
            f"The backup {manifest.id} is of PostgreSQL {manifest.postgres}, and this release has {OUR_MAJOR}."
        )
    require_known({service: facts.revision for service, facts in manifest.facts.databases.items()}, manifest)


def require_known(revisions: dict[str, str], manifest: Manifest) -> None:
    for service, revision in revisions.items():
        if revision and not Revisions.of(f"{service}_service").knows(revision):
            raise OperationError(
                f"The backup {manifest.id} has schema {revision} of {service}, which this release does not know: "
                f"a newer one made it ({manifest.version}). Install that one first."
            )


def part_named(manifest: Manifest, name: str) -> Part:
    found = next((part for part in manifest.parts if part.name.startswith(name)), None)
    if found is None:
        raise DamagedError(f"The backup {manifest.id} is damaged: it names no {name}.")
    return found


def files_of(folder: BackupFolder, manifest: Manifest) -> list[Attachment]:
    """Return the attachments that the records of the backup name; raise `DamagedError`: an empty list would be one."""
    path = require_part(folder, manifest, part_named(manifest, FILES))
    try:
        return from_lines(gzip.decompress(path.read_bytes()).decode())
    except (OSError, EOFError, ValueError, TypeError) as error:
        raise DamagedError(f"The backup {manifest.id} is damaged: {path.name} cannot be read.") from error


async def unpacked(folder: BackupFolder, manifest: Manifest, keys: Keys, place: Path) -> Path:
    """Return the data of a server that was never started since it was copied; in a new folder `place`.

    PostgreSQL's own manifest is compared with each file. The log that came later lies beside it.
    """
    part = part_named(manifest, BASE)
    folder_for_postgres(place)
    packed = place / BASE
    await asyncio.to_thread(unseal, folder.path_of(manifest) / part.name, packed, keys)
    data = folder_for_postgres(place / "data")
    await asyncio.to_thread(base.unpack, packed, data, part.name)
    packed.unlink()
    await asyncio.to_thread(run, "pg_verifybackup", "--quiet", str(data))
    log = folder_for_postgres(place / "wal")
    archive = LogArchive(folder.wal(manifest.system))
    await asyncio.to_thread(archive.unpack, manifest.first_segment, log, keys)
    return data
