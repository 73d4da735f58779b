"""`OldFileGateway` in memory: a file that is not found is due no more."""

from collections.abc import Sequence
from dataclasses import replace

from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.files.old_files import (
    MOST_OLD_FILES,
    DueOldFiles,
    FetchOutcome,
    OldFileState,
    OldFileView,
)


class MemoryOldFiles:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store
        self.files: dict[str, OldFileView] = {}
        self._later: set[str] = set()

    def add(self, file: OldFileView) -> None:
        self.files[file.name] = file

    async def of_ticket(self, number: int, *, acting: str | None) -> Sequence[OldFileView]:
        self._store.visible(number, acting)
        return [file for file in self.files.values() if file.ticket == number][:MOST_OLD_FILES]

    async def due(self) -> DueOldFiles:
        waiting = [file for file in self.files.values() if file.state is OldFileState.WAITING]
        due = [file for file in waiting if file.name not in self._later]
        return DueOldFiles(files=due[:MOST_OLD_FILES], waiting=len(waiting))

    async def settle(self, name: str, outcome: FetchOutcome, *, file: str = "") -> None:  # noqa: ARG002  # kept by the service
        if name not in self.files:
            raise NotFoundError(name)
        if self.files[name].state is not OldFileState.WAITING:
            return
        if outcome is FetchOutcome.NOT_FOUND:
            self._later.add(name)
        else:
            self.files[name] = replace(self.files[name], state=OldFileState(outcome))
