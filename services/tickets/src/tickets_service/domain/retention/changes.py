"""Who changed for how long the desk keeps what people said: kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from tickets_service.domain.people.actor import ActorName

SUBJECT: Final = "retentionPolicy"
"""There is one of the desk."""


class RetentionChangeType(StrEnum):
    RETENTION_CHANGED = "RETENTION_CHANGED"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionChange:
    """`before` and `after` as plain JSON values."""

    actor: ActorName
    occurred_at: datetime
    reason: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    type: RetentionChangeType = RetentionChangeType.RETENTION_CHANGED
