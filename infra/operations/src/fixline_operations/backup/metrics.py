"""When the last backup was made and the last one verified, in Prometheus' text format."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from fixline_operations.backup.folder import VERIFIED, BackupFolder
from fixline_operations.backup.manifest import Manifest
from fixline_operations.backup.sealing import whole

FILE: Final = "fixline_backup.prom"
METRICS: Final = {
    "backup_last_success_timestamp_seconds": "When the newest backup was complete.",
    "backup_last_verified_timestamp_seconds": "When a backup was last restored and compared.",
    "backup_last_verified_of_timestamp_seconds": "Of which moment the backup is that was verified last.",
    "backup_log_until_timestamp_seconds": "Which moment the fetched log (WAL) leads to.",
}


def write_metrics(folder: BackupFolder, log_until: datetime | None = None) -> None:
    """Write them beside the backups: a textfile for the node exporter, or whoever serves it."""
    newest = folder.manifests()[-1:]
    values = {
        "backup_last_success_timestamp_seconds": newest[0].ended_at if newest else None,
        **_of_verified(folder),
        "backup_log_until_timestamp_seconds": log_until,
    }
    kept = read_metrics(folder.path / FILE)
    lines = []
    for name, words in METRICS.items():
        moment = values.get(name)
        value = moment.timestamp() if moment else kept.get(name)
        if value is not None:
            lines += [f"# HELP {name} {words}", f"# TYPE {name} gauge", f"{name} {value}"]
    with whole(folder.path / FILE) as file:
        file.write(("\n".join(lines) + "\n").encode())
        os.fchmod(file.fileno(), 0o644)  # there are times in it, and whoever shows them may be another user


def verified_at(folder: BackupFolder, manifest: Manifest) -> datetime | None:
    try:
        found = json.loads((folder.path_of(manifest) / VERIFIED).read_bytes())
    except FileNotFoundError:
        return None
    return datetime.fromisoformat(found["verified_at"])


def _of_verified(folder: BackupFolder) -> dict[str, datetime]:
    moments = [(at, each.ended_at) for each in folder.manifests() if (at := verified_at(folder, each))]
    if not moments:
        return {}
    at, of = max(moments)
    return {"backup_last_verified_timestamp_seconds": at, "backup_last_verified_of_timestamp_seconds": of}


def read_metrics(path: Path) -> dict[str, float]:
    """Return what was written last, by name, in seconds since the epoch; nothing where no backup was ever made."""
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return {}
    found = (line.split() for line in lines if line and not line.startswith("#"))
    return {name: float(value) for name, value in found}
