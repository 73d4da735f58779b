"""Port: policies and calendars that are about to change."""

from collections.abc import Sequence
from typing import Protocol

from tickets_service.domain.sla.changes import SlaChange
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument


class SlaDocuments(Protocol):
    async def lock(self) -> None:
        """Keep everybody else from changing any of them until the unit of work ends."""
        ...

    async def policies(self) -> Sequence[PolicyDocument]:
        """Return one for each priority."""
        ...

    async def calendar(self, code: str) -> CalendarDocument | None: ...

    async def save_policy(self, policy: PolicyDocument) -> None:
        """Store the new version; from the commit on, every open ticket is reckoned by it."""
        ...

    async def add_calendar(self, calendar: CalendarDocument) -> CalendarDocument:
        """Store a new one, whose code nobody has; return it with its id."""
        ...

    async def save_calendar(self, calendar: CalendarDocument) -> None:
        """Store the new version; from the commit on, every open ticket is reckoned by it."""
        ...

    async def delete_calendar(self, calendar: CalendarDocument) -> None:
        """Delete it; the caller has seen to it, under `lock`, that no policy names it."""
        ...

    async def record(self, change: SlaChange, *, traceparent: str) -> None:
        """Append to the history of policies and calendars, which is never changed."""
        ...
