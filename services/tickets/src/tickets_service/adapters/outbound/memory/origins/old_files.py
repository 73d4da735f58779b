"""Files of older systems, on memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.domain.origins.old_file import OldFile, OldFileId, OldFileState
from tickets_service.domain.tickets.ticket import TicketId


class MemoryOldFileReader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def of_ticket(self, ticket_id: TicketId, *, after: int | None, limit: int) -> Sequence[OldFile]:
        found = [
            file
            for file in self._store.old_files.values()
            if file.ticket_id == ticket_id and file.id > (after or 0)
        ]
        return [deepcopy(file) for file in sorted(found, key=lambda file: file.id)[:limit]]

    async def due(self, now: datetime, *, limit: int) -> Sequence[OldFile]:
        due = [
            file
            for file in self._store.old_files.values()
            if file.state is OldFileState.WAITING and file.due_at <= now
        ]
        return [deepcopy(file) for file in sorted(due, key=lambda file: (file.due_at, file.id))[:limit]]

    async def counts(self) -> Mapping[OldFileState, int]:
        return Counter(file.state for file in self._store.old_files.values())


class MemoryOldFileRepository:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.staged: dict[OldFileId, OldFile] = {}

    async def add(self, file: OldFile) -> None:
        file.id = OldFileId(next(self._store.ids))
        self.staged[file.id] = deepcopy(file)

    async def find_to_change(self, file_id: OldFileId) -> OldFile | None:
        return deepcopy(self.staged.get(file_id) or self._store.old_files.get(file_id))

    async def save(self, file: OldFile) -> None:
        self.staged[file.id] = deepcopy(file)
