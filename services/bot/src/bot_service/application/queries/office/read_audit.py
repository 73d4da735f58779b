"""Who did what: what the tickets service keeps, and the announcements, which the bot does, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot_service.application.ports.office.audit import (
    Audit,
    AuditChange,
    AuditEventView,
    AuditFilter,
    AuditKind,
)
from bot_service.application.ports.office.broadcasts import Broadcasts, SentAnnouncement

AT_ONCE: Final = 200
SENT: Final = "ANNOUNCEMENT_SENT"
SENT_URGENTLY: Final = "URGENT_ANNOUNCEMENT_SENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvents:
    events: Sequence[AuditEventView]
    """The newest first."""
    is_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAudit:
    audit: Audit
    broadcasts: Broadcasts

    async def __call__(self, which: AuditFilter, most: int, *, acting: str) -> FoundEvents:
        """Return at most `most` of the newest; raises what `Audit` does, whatever is asked for."""
        is_bots = which.kind is AuditKind.ANNOUNCEMENT
        # Of announcements alone, too, the service says whether they may read who did what.
        kept = await self._kept(
            replace(which, kind=None) if is_bots else which, 1 if is_bots else most, acting
        )
        if is_bots:
            kept = FoundEvents(events=(), is_all=True)
        if which.ticket is not None or which.kind not in {None, AuditKind.ANNOUNCEMENT}:
            return kept
        sent = await self.broadcasts.sent(author=which.actor, since=which.since, most=most + 1)
        events = sorted([*kept.events, *map(event_of, sent)], key=lambda each: each.create_time, reverse=True)
        return FoundEvents(events=events[:most], is_all=kept.is_all and len(events) <= most)

    async def _kept(self, which: AuditFilter, most: int, acting: str) -> FoundEvents:
        found: list[AuditEventView] = []
        token = ""
        while len(found) < most:
            page = await self.audit.events(
                which, token=token, most=min(AT_ONCE, most - len(found)), acting=acting
            )
            found += page.events
            token = page.next_token
            if not token:
                break
        return FoundEvents(events=found, is_all=not token)


def event_of(sent: SentAnnouncement) -> AuditEventView:
    to = f"{sent.audience}/{sent.place}" if sent.place else sent.audience
    return AuditEventView(
        kind=AuditKind.ANNOUNCEMENT,
        subject=f"broadcasts/{sent.id}",
        type=SENT_URGENTLY if sent.is_urgent else SENT,
        actor=sent.author,
        on_behalf_of="",
        create_time=sent.at,
        reason="",
        changes=[
            AuditChange("audience", "", to),
            AuditChange("announcement", "", sent.announcement.text or "🖼"),
        ],
    )
