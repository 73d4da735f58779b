"""For how long the desk keeps what people said, and who they were."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from tickets_service.domain.violations import Violations

SHORTEST_DAYS: Final = 30
"""Longer than anybody may still reopen, rate or correct, and than the report of a month needs."""
LONGEST_DAYS: Final = 3_650
OFF: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicy:
    """`days` after it ended a ticket is anonymized; `OFF`: never."""

    days: int
    updated_at: datetime

    @property
    def is_on(self) -> bool:
        return self.days != OFF

    def set_to(self, days: int, *, now: datetime) -> "RetentionPolicy":
        """Return the next one, or itself when nothing is different."""
        return self if days == self.days else replace(self, days=days, updated_at=now)

    def ended_before(self, now: datetime) -> datetime:
        """Return when a ticket must have ended to be anonymized now."""
        return ended_before(self.days, now)

    def facts(self) -> dict[str, Any]:
        return {"days": self.days}


def ended_before(days: int, now: datetime) -> datetime:
    return now - timedelta(days=days)


def check_days(days: int, field: str, violations: Violations) -> None:
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        violations.add(field, f"must be between {SHORTEST_DAYS} and {LONGEST_DAYS}")
