"""What callers get to see of tickets: frozen, detached from the entities, as all views are."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Final

from tickets_service.domain.marks import Marks
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.checks import may_see_tags
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.standing import SlaStanding
from tickets_service.domain.state import State
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.verbs import Verb

UNKNOWN: Final = SlaStanding()


@dataclass(frozen=True, slots=True)
class TagUse:
    """`tickets`: how many have it."""

    tag: str
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    id: TicketId
    title: str
    description: str
    description_marks: Marks = ()
    location: str
    state: State
    priority: Priority
    reporter_id: UserId
    assignee_id: UserId | None
    attachments: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None
    rating: Rating | None
    resolution: str
    reopen_count: int
    duplicate_of: TicketId | None
    follower_count: int
    location_node: str
    """The code of the location it points to; empty when it points to none."""
    etag: str
    followed_by: UserId | None = field(default=None, compare=False)
    """Who asked, if they follow it: for deciding what they may do, not for showing."""
    sla: SlaStanding = UNKNOWN
    origin: str = ""
    tags: tuple[str, ...] = ()
    anonymized_at: datetime | None = None
    allowed_verbs: frozenset[Verb] = field(default=frozenset(), compare=False)
    """What who asked can do to it; empty in lists, where nobody asks that."""

    @classmethod
    def of(cls, ticket: Ticket, *, allowed_verbs: frozenset[Verb] = frozenset()) -> "TicketView":
        return cls(
            id=ticket.id,
            title=ticket.title,
            description=ticket.description,
            description_marks=ticket.description_marks,
            location=ticket.location,
            state=ticket.state,
            priority=ticket.priority,
            reporter_id=ticket.reporter_id,
            assignee_id=ticket.assignee_id,
            attachments=ticket.attachments,
            created_at=ticket.created_at,
            updated_at=ticket.updated_at,
            completed_at=ticket.completed_at,
            rating=ticket.rating,
            resolution=ticket.resolution,
            reopen_count=ticket.reopen_count,
            duplicate_of=ticket.duplicate_of,
            follower_count=ticket.follower_count,
            location_node=ticket.location_node,
            etag=ticket.etag,
            followed_by=ticket.followed_by,
            sla=ticket.clocks.standing,
            origin=ticket.origin,
            tags=ticket.tags,
            anonymized_at=ticket.anonymized_at,
            allowed_verbs=allowed_verbs,
        )

    def seen_by(self, actor: Actor) -> "TicketView":
        """Return what the actor gets to see of it: tags are for those who see its internal notes, and for services."""
        return self if not self.tags or may_see_tags(actor, self) else replace(self, tags=())

    def offering(self, verbs: frozenset[Verb]) -> "TicketView":
        return TicketView(**dict(zip(_SHOWN, _SHOWN_OF(self), strict=True)), allowed_verbs=verbs)


_SHOWN: Final = tuple(field.name for field in fields(TicketView) if field.name != "allowed_verbs")
_SHOWN_OF: Final = attrgetter(*_SHOWN)
"""All at once: `dataclasses.replace` asks for each by itself, and every GetTicket takes a copy."""
