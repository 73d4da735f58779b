"""What happens to policies and calendars, and is kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class SlaChangeType(StrEnum):
    POLICY_UPDATED = "POLICY_UPDATED"
    CALENDAR_CREATED = "CALENDAR_CREATED"
    CALENDAR_UPDATED = "CALENDAR_UPDATED"
    CALENDAR_DELETED = "CALENDAR_DELETED"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaChange:
    """`subject` is `slaPolicies/{priority}` or `slaCalendars/{code}`, `actor` as in the history of tickets.

    `before` and `after` are the whole document as plain JSON values; empty where there was, or is, none.
    """

    type: SlaChangeType
    subject: str
    actor: str
    occurred_at: datetime
    reason: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
