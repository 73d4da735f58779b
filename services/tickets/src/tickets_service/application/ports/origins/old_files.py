"""Ports: files of older systems, read and changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from tickets_service.domain.origins.old_file import OldFile, OldFileId, OldFileState
from tickets_service.domain.tickets.ticket import TicketId


class OldFileReader(Protocol):
    """Raises `StoreError`."""

    async def of_ticket(self, ticket_id: TicketId, *, after: int | None, limit: int) -> Sequence[OldFile]:
        """Return up to `limit` with larger ids than `after`, smallest first."""
        ...

    async def due(self, now: datetime, *, limit: int) -> Sequence[OldFile]:
        """Return up to `limit` that wait and are due, those due first before the others."""
        ...

    async def counts(self) -> Mapping[OldFileState, int]:
        """Return how many are in each state; what is missing is 0."""
        ...


class OldFileRepository(Protocol):
    async def add(self, file: OldFile) -> None:
        """Insert it, and give it its id."""
        ...

    async def find_to_change(self, file_id: OldFileId) -> OldFile | None:
        """Return it; nobody else can change it until this unit of work ends."""
        ...

    async def save(self, file: OldFile) -> None: ...
