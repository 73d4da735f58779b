"""Port: reading who did what. Each call sees what is committed; `StoreError` when the store cannot answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets_service.application.views.audit import AuditEventView, AuditKind, AuditPlace
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """None is no limit; `kinds` names at least one, and only tickets where `ticket` is given."""

    kinds: frozenset[AuditKind]
    actor: str
    """`users/7`; empty: whoever."""
    ticket: TicketId | None
    created_from: datetime | None
    created_before: datetime | None


class AuditReader(Protocol):
    async def events(
        self, which: AuditFilter, *, behind: AuditPlace | None, limit: int
    ) -> Sequence[AuditEventView]:
        """Return events behind that place, the newest first; of one instant by kind and id, the last first."""
        ...
