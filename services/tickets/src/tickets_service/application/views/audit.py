"""What somebody did, in the words that all kinds of histories have in common."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from tickets_service.application.views.changes import AssigneeChange, EventChange, FieldsUpdated, StateChange
from tickets_service.domain.tickets.events import FieldChange

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


class AuditKind(StrEnum):
    """To what it was done."""

    TICKET = "TICKET"
    USER = "USER"
    LOCATION = "LOCATION"
    SLA = "SLA"
    RETENTION = "RETENTION"


RANKS: Final = {kind: rank for rank, kind in enumerate(AuditKind)}
"""The order of what happened in the same instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPlace:
    """Where an event stands in the list."""

    occurred_at: datetime
    rank: int
    id: int

    @property
    def numbers(self) -> tuple[int, int, int]:
        return (self.occurred_at - EPOCH) // MICROSECOND, self.rank, self.id

    @classmethod
    def of(cls, numbers: tuple[int, ...]) -> "AuditPlace | None":
        """Raises OverflowError for what is no time."""
        if not numbers:
            return None
        microseconds, rank, id_ = numbers
        return cls(occurred_at=EPOCH + microseconds * MICROSECOND, rank=rank, id=id_)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEventView:
    """`id` is unique among those of its kind."""

    id: int
    kind: AuditKind
    subject: str
    type: str
    actor: str
    on_behalf_of: str
    occurred_at: datetime
    reason: str
    changes: tuple[FieldChange, ...]
    traceparent: str

    @property
    def place(self) -> AuditPlace:
        return AuditPlace(occurred_at=self.occurred_at, rank=RANKS[self.kind], id=self.id)


def changes_of_ticket(change: EventChange) -> tuple[FieldChange, ...]:
    """Return what has another value since; nothing of what was said."""
    match change:
        case StateChange(before, after):
            return (FieldChange("state", before or "", after),)
        case AssigneeChange(before, after):
            return (FieldChange("assignee", user_or_none(before), user_or_none(after)),)
        case FieldsUpdated(fields):
            return fields
        case _:
            return ()


def user_or_none(number: int | None) -> str:
    return "" if number is None else f"users/{number}"


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field, written(before.get(field)), written(after.get(field)))
        for field in dict.fromkeys([*before, *after])
        if before.get(field) != after.get(field)
    )


def written(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)
