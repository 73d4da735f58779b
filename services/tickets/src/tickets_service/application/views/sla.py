"""What callers get to see of changes of policies and calendars."""

from dataclasses import dataclass

from tickets_service.domain.sla.changes import SlaChange


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaChangeView:
    id: int
    change: SlaChange
    traceparent: str
