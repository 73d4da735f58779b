"""Port: when the desk was last backed up, as far as the bot can see that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LastBackup:
    time: datetime | None
    """None: never."""


class BackupTimes(Protocol):
    def last(self) -> LastBackup | None:
        """Return None where nothing is shown to the bot: there may be backups or not."""
        ...
