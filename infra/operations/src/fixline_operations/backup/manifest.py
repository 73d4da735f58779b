"""What a backup says of itself: written last, and compared by whoever uses it."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from fixline_operations.backup.facts import DatabaseFacts, DeskFacts, TableFacts
from fixline_operations.backup.sealing import DamagedError, Part
from fixline_operations.errors import OperationError

NAME: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`databases`: their names by service. `missing`: files whose bytes were gone already when it was made."""

    format: int = FORMAT
    id: str
    began_at: datetime
    """By the server's clock: all that was acknowledged before is in the backup."""
    ended_at: datetime
    """By the same clock: the copy is of a moment in between."""
    version: str
    """Of the release that made it."""
    postgres: str
    system: str
    """PostgreSQL's own number of the server."""
    superuser: str
    first_segment: str
    """Where its log begins."""
    databases: Mapping[str, str]
    facts: DeskFacts
    files: int
    file_bytes: int
    missing: Sequence[str]
    parts: Sequence[Part]

    def text(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=1, default=datetime.isoformat) + "\n"

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raise `DamagedError` for what is not whole, `OperationError` for what a newer release made."""
        try:
            found = json.loads((folder / NAME).read_bytes())
            if found["format"] != FORMAT:
                raise OperationError(
                    f"The backup {folder.name} is of format {found['format']}, this release reads {FORMAT}: "
                    f"use the release that made it ({found['version']})."
                )
            if found["id"] != folder.name:
                raise OperationError(
                    f"{folder} holds the backup {found['id']}: what has another name is none, call it that again."
                )
            facts = found["facts"]
            databases = {
                service: DatabaseFacts(
                    revision=each["revision"],
                    tables={name: TableFacts(**table) for name, table in each["tables"].items()},
                )
                for service, each in facts["databases"].items()
            }
            return cls(
                **found
                | {
                    "began_at": datetime.fromisoformat(found["began_at"]),
                    "ended_at": datetime.fromisoformat(found["ended_at"]),
                    "facts": DeskFacts(databases=databases, last_event=facts["last_event"]),
                    "parts": [Part(**part) for part in found["parts"]],
                }
            )
        except FileNotFoundError as error:
            raise DamagedError(f"{folder} is no backup: it has no {NAME}.") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedError(f"The backup {folder.name} is damaged: its {NAME} cannot be read.") from error
