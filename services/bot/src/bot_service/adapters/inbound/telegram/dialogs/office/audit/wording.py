"""What somebody did, in words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.office.audit import AuditChange, AuditEventView, AuditKind
from bot_service.application.views.people import is_person
from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority

SHUT_OUT: Final = "false"
ABSENCE: Final = frozenset({"away_from", "away_until"})
KNOWN: Final = frozenset(
    {
        *("TICKET_CREATED", "TICKET_ASSIGNED", "STATE_CHANGED", "TICKET_UPDATED", "TICKET_REOPENED"),
        *("COMMENT_ADDED", "COMMENT_EDITED", "NOTE_ADDED", "NOTE_EDITED", "TICKET_RATED", "TICKET_MERGED"),
        *("TICKET_FOLLOWED", "TICKET_UNFOLLOWED", "LINK_ADDED", "LINK_REMOVED", "SLA_ALERT"),
        *("REPORTER_REMINDED", "ROLE_CHANGED", "ACTIVATION_CHANGED", "PREFERENCES_CHANGED", "FORGOTTEN"),
        "ABSENCE_CHANGED",
        *("LOCATION_CREATED", "LOCATION_RENAMED", "LOCATION_MOVED", "LOCATION_ARCHIVED", "LOCATION_RESTORED"),
        *("RETENTION_CHANGED", "TICKET_ANONYMIZED"),
        *("ANNOUNCEMENT_SENT", "URGENT_ANNOUNCEMENT_SENT"),
        *("POLICY_UPDATED", "CALENDAR_CREATED", "CALENDAR_UPDATED", "CALENDAR_DELETED"),
    }
)
"""What there are words for."""


CLAIMED: Final = re.compile(r"is users/\d+, who redeemed ")
INVITED: Final = re.compile(r"\bredeemed invites/\d+ of (users/\d+|system)")
"""What the tickets service gives as the reason for what came of an invite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditWording:
    texts: Texts
    names: Mapping[str, str]
    """By `users/7`."""

    def who(self, event: AuditEventView) -> str:
        return self.names.get(event.actor, "") or self.texts.plain("the-desk")

    def subject(self, event: AuditEventView) -> str:
        _, _, id_ = event.subject.partition("/")
        match event.kind:
            case AuditKind.TICKET:
                return f"#{id_}"
            case AuditKind.USER:
                return self.names.get(event.subject, "") or event.subject
            case AuditKind.LOCATION:
                return id_
            case AuditKind.SLA:
                is_policy = id_.upper() in Priority.__members__
                return self.texts.plain(f"priority-{id_}" if is_policy else "audit-calendar")
            case AuditKind.RETENTION:
                return self.texts.plain("audit-retention")
            case AuditKind.ANNOUNCEMENT:
                return self.texts.plain("audit-announcement")

    def what(self, event: AuditEventView) -> str:
        if event.type not in KNOWN:
            return self.texts.plain("history-other")
        if is_arrival(event):
            return self.texts.plain("audit-came")
        if event.type == "ACTIVATION_CHANGED":
            is_out = any(each.after == SHUT_OUT for each in event.changes)
            return self.texts.plain("audit-shut-out" if is_out else "audit-let-in")
        return self.texts.plain(f"audit-type-{event.type.lower().replace('_', '-')}")

    def changes(self, event: AuditEventView, most: int) -> str:
        """Say what has another value since, each value in at most `most` units; empty where `what` says it all."""
        if event.kind is AuditKind.SLA or event.type == "ACTIVATION_CHANGED" or is_arrival(event):
            return ""
        said = []
        for each in event.changes:
            before, after = self.value(each, each.before), self.value(each, each.after)
            said.append(f"{clip(before, most)} → {clip(after, most)}" if before else clip(after, most))
        return "; ".join(filter(None, said))

    def reason(self, event: AuditEventView) -> str:
        """Say why somebody did it; empty where they said nothing."""
        invited = INVITED.search(event.reason)
        if invited is None:
            return event.reason if is_person(event.actor) else ""
        return self.texts.plain(
            "audit-invited", name=self.names.get(invited[1], "") or self.texts.plain("the-desk")
        )

    def value(self, change: AuditChange, value: str) -> str:
        if not value:
            return "–" if change.field in {"assignee", *ABSENCE} else ""
        if change.field == "state" and value in TicketState.__members__:
            return self.texts.plain(f"state-{value.lower().replace('_', '-')}")
        if change.field == "priority" and value in Priority.__members__:
            return self.texts.plain(f"priority-{value.lower()}")
        return self._beside_tickets(change, value)

    def _beside_tickets(self, change: AuditChange, value: str) -> str:
        if change.field == "role" and value in set(Role):
            return self.texts.plain(f"role-{value}")
        if change.field == "days" and value.isdecimal():
            return self.texts.plain("retention-days", count=int(value))
        if change.field == "audience":
            audience, _, place = value.partition("/")
            return self.texts.plain(f"audience-{audience}", place=place)
        if change.field == "location_node":
            return value.rpartition("/")[2]
        if change.field in ABSENCE:
            return self.texts.plain("audit-moment", time=datetime.fromisoformat(value))
        return self.names.get(value, value)


def is_arrival(event: AuditEventView) -> bool:
    """Tell whether somebody came to Telegram: then they are no placeholder any more, and what was theirs is theirs."""
    if event.type == "ACTIVATION_CHANGED":
        return bool(CLAIMED.match(event.reason))
    return event.type == "TICKET_UPDATED" and any(each.field == "reporter" for each in event.changes)


def people_in(events: Iterable[AuditEventView]) -> set[str]:
    """Return everybody that is named in them, by `users/7`."""
    found: set[str] = set()
    for event in events:
        found |= {event.actor, event.subject, event.on_behalf_of, *INVITED.findall(event.reason)}
        found |= {value for each in event.changes for value in (each.before, each.after)}
    return set(filter(is_person, found))
