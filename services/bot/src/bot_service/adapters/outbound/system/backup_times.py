"""When the desk was last backed up: in the file that the backup command writes beside the copies."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot_service.application.ports.office.backup_times import LastBackup
from fixline_telemetry.backups import read

LAST_SUCCESS: Final = "backup_last_success_timestamp_seconds"


class FileBackupTimes:
    def __init__(self, file: Path | None) -> None:
        """`file` is that of the setting `BACKUP_METRICS_FILE`; None where it names none."""
        self._file = file

    def last(self) -> LastBackup | None:
        if self._file is None:
            return None
        found = read(self._file).get(LAST_SUCCESS, 0.0)
        return LastBackup(datetime.fromtimestamp(found, UTC) if found else None)
