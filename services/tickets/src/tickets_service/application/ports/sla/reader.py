"""Port: reading policies, calendars and what happened to them; as the other readers do."""

from collections.abc import Sequence
from typing import Protocol

from tickets_service.application.views.sla import SlaChangeView
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument


class SlaReader(Protocol):
    async def policies(self) -> Sequence[PolicyDocument]:
        """Return one for each priority."""
        ...

    async def calendar(self, code: str) -> CalendarDocument | None: ...

    async def calendars(self, *, after: int | None, limit: int) -> Sequence[CalendarDocument]:
        """Return calendars with an id above `after`, oldest first."""
        ...

    async def changes(self, subject: str, *, before: int | None, limit: int) -> Sequence[SlaChangeView]:
        """Return changes with an id below `before`, newest first; an empty `subject` means of everything."""
        ...
