"""Digests of what was read: whether an older system says the same as the last time."""

from datetime import datetime
from hashlib import blake2b
from typing import Final

from tickets_service.domain.origins.old_records import (
    OldAttachment,
    OldComment,
    OldLocation,
    OldTicket,
)
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.tickets.ticket import Ticket

SIZE: Final = 16
BETWEEN: Final = "\x1f"
"""Refused in every text, so that no two records run together alike."""


def digest(*parts: str) -> bytes:
    return blake2b(BETWEEN.join(parts).encode(), digest_size=SIZE).digest()


def moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def digest_of_location(old: OldLocation) -> bytes:
    return digest(old.display_name, old.kind, old.parent)


def digest_of_ticket(old: OldTicket, ticket: Ticket, wording: Wording) -> bytes:
    """What the words mean counts, not the words: whoever corrects the mapping corrects the tickets."""
    return digest(
        wording.person(old.reporter),
        wording.person(old.assignee),
        ticket.title,
        ticket.description,
        ticket.location,
        ticket.location_node or "",
        ticket.state,
        ticket.priority,
        moment(ticket.created_at),
        moment(ticket.updated_at),
        moment(ticket.completed_at),
    )


def digest_of_file(old: OldAttachment) -> bytes:
    return digest(old.telegram_file_id)


def digest_of_comment(old: OldComment, wording: Wording) -> bytes:
    return digest(wording.person(old.author), old.text.strip(), moment(old.created_at))
