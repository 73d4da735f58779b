"""What callers get to see: frozen, detached from the entities."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.events import UserEventType
from tickets_service.domain.people.invite import Invite, InviteId, InviteState
from tickets_service.domain.people.user import Role, User, UserId
from tickets_service.domain.places.location import STEP, Location, LocationId, LocationKind
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.standing import SlaStanding
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Comment, CommentId, Visibility
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import Ticket, TicketId

UNKNOWN: Final = SlaStanding()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserView:
    id: UserId
    telegram_id: int
    username: str
    display_name: str
    language: str
    role: Role
    active: bool
    created_at: datetime
    time_zone: str

    @classmethod
    def of(cls, user: User) -> "UserView":
        return cls(
            id=user.id,
            telegram_id=user.telegram_id,
            username=user.username,
            display_name=user.display_name,
            language=user.language,
            role=user.role,
            active=user.active,
            created_at=user.created_at,
            time_zone=user.time_zone,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UserEventView:
    """`before` and `after` hold the fields that changed."""

    id: int
    user_id: UserId
    type: UserEventType
    actor: ActorName
    occurred_at: datetime
    reason: str
    traceparent: str
    before: Mapping[str, str | bool]
    after: Mapping[str, str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteView:
    """Never has the code."""

    id: InviteId
    role: Role
    note: str
    state: InviteState
    creator_id: UserId
    created_at: datetime
    expires_at: datetime
    redeemer_id: UserId | None
    redeemed_at: datetime | None
    revoker_id: UserId | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, invite: Invite, *, now: datetime) -> "InviteView":
        return cls(
            id=invite.id,
            role=invite.role,
            note=invite.note,
            state=invite.state(now),
            creator_id=invite.creator_id,
            created_at=invite.created_at,
            expires_at=invite.expires_at,
            redeemer_id=invite.redeemer_id,
            redeemed_at=invite.redeemed_at,
            revoker_id=invite.revoker_id,
            revoked_at=invite.revoked_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    id: TicketId
    title: str
    description: str
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

    @classmethod
    def of(cls, ticket: Ticket) -> "TicketView":
        return cls(
            id=ticket.id,
            title=ticket.title,
            description=ticket.description,
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
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationView:
    """`ancestors`: the codes of the places around it, from the root down; the last one is its parent."""

    id: LocationId
    code: str
    display_name: str
    kind: LocationKind
    ancestors: tuple[str, ...]
    archived: bool
    available: bool
    created_at: datetime
    updated_at: datetime
    etag: str

    @property
    def path(self) -> str:
        return "".join(f"{code}{STEP}" for code in (*self.ancestors, self.code))

    @classmethod
    def of(cls, location: Location) -> "LocationView":
        return cls(
            id=location.id,
            code=location.code,
            display_name=location.display_name,
            kind=location.kind,
            ancestors=tuple(location.parent.path.split(STEP)[:-1]) if location.parent else (),
            archived=location.archived,
            available=location.available,
            created_at=location.created_at,
            updated_at=location.updated_at,
            etag=location.etag,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    id: CommentId
    ticket_id: TicketId
    author: ActorName
    text: str
    created_at: datetime
    visibility: Visibility
    version: int
    edited_at: datetime | None
    by_staff: bool

    @classmethod
    def of(cls, comment: Comment) -> "CommentView":
        return cls(
            id=comment.id,
            ticket_id=TicketId(comment.ticket_id),
            author=comment.author,
            text=comment.text,
            created_at=comment.created_at,
            visibility=comment.visibility,
            version=comment.version,
            edited_at=comment.edited_at,
            by_staff=comment.by_staff,
        )


@dataclass(frozen=True, slots=True)
class FollowerView:
    user_id: UserId
    since: datetime
