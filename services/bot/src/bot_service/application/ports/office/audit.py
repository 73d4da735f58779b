"""Port: who did what on the desk, as the tickets service keeps it; the bot itself knows of announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class AuditKind(StrEnum):
    """To what it was done. The values are on buttons: they never change."""

    TICKET = "t"
    USER = "u"
    LOCATION = "l"
    SLA = "s"
    RETENTION = "r"
    ANNOUNCEMENT = "b"
    """Kept by the bot: no other service knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    kind: AuditKind | None = None
    """None: everything."""
    actor: str = ""
    """`users/7`; empty: whoever."""
    ticket: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditChange:
    """Values as the tickets service writes them, such as `OPEN` or `users/7`; empty for none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEventView:
    kind: AuditKind
    subject: str
    """`tickets/42`, `users/7`, `locations/HQ-1`, `slaPolicies/high`, `retentionPolicy`, …"""
    type: str
    """`ROLE_CHANGED`, …"""
    actor: str
    """`users/7`, `services/…`, or `system`."""
    on_behalf_of: str
    create_time: datetime
    reason: str
    changes: Sequence[AuditChange]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    events: Sequence[AuditEventView]
    next_token: str
    """Where the next page begins; empty on the last one."""


class Audit(Protocol):
    """For admins and auditors: `acting` (`users/7`). Raises `ForbiddenError`, `UnavailableError`.

    Of announcements it has none.
    """

    async def events(self, which: AuditFilter, *, token: str = "", most: int, acting: str) -> AuditPage:
        """Return at most `most` (1 to 200) events, the newest first; refuses another list's token."""
        ...
