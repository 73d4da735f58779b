"""What was set and done about what is kept no longer, as it is committed."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tickets_service.application.views.retention import RetentionRun
from tickets_service.domain.retention.changes import RetentionChange
from tickets_service.domain.retention.policy import OFF, RetentionPolicy
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True)
class RecordedRetentionChange:
    id: int
    change: RetentionChange
    traceparent: str


@dataclass(frozen=True, slots=True)
class Postponed:
    tries: int
    not_before: datetime
    files: int


@dataclass(slots=True)
class RetentionRecords:
    policy: RetentionPolicy = field(
        default_factory=lambda: RetentionPolicy(days=OFF, updated_at=datetime(2026, 1, 1, tzinfo=UTC))
    )
    changes: list[RecordedRetentionChange] = field(default_factory=list)
    runs: dict[int, RetentionRun] = field(default_factory=dict)
    """By their ids; how much of each is uncleared is counted when it is asked for."""
    uncleared: dict[TicketId, int] = field(default_factory=dict)
    """By the ids of their runs."""
    postponed: dict[TicketId, Postponed] = field(default_factory=dict)

    def copied(self) -> "RetentionRecords":
        """Return others of what is recorded; each record itself never changes."""
        return replace(
            self,
            changes=[*self.changes],
            runs={**self.runs},
            uncleared={**self.uncleared},
            postponed={**self.postponed},
        )
