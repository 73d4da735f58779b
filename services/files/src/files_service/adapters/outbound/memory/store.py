"""What the in-memory adapters share: committed state that a unit of work replaces as a whole."""

import asyncio
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from files_service.domain.file import File, FileId
from files_service.domain.idempotency import KeyRecord


@dataclass(slots=True)
class MemoryTables:
    """Records in the order they were added; a record's position is its index plus 1, and stays when others go."""

    files: dict[FileId, File] = field(default_factory=dict)
    positions: dict[FileId, int] = field(default_factory=dict)
    keys: dict[tuple[str, UUID], tuple[KeyRecord, datetime]] = field(default_factory=dict)
    last_position: int = 0

    def remove(self, file_id: FileId) -> None:
        del self.files[file_id], self.positions[file_id]
        self.keys = {key: entry for key, entry in self.keys.items() if entry[0].file_id != file_id}


@dataclass(slots=True)
class MemoryDatabase:
    """Share one between units of work and readers; units take turns, as row locks would make them."""

    committed: MemoryTables = field(default_factory=MemoryTables)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def snapshot(self) -> MemoryTables:
        return deepcopy(self.committed)
