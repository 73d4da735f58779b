"""The Ticket aggregate: what may happen to a ticket, and what is remembered of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NewType

from tickets_service.domain.actor import ActorName, actor_name
from tickets_service.domain.comment import Comment
from tickets_service.domain.draft import Draft
from tickets_service.domain.events import (
    AnyTicketEvent,
    CommentAdded,
    StateChanged,
    TicketAssigned,
    TicketCreated,
    TicketRated,
)
from tickets_service.domain.priority import Priority
from tickets_service.domain.rating import Rating
from tickets_service.domain.state import COMPLETED, Category, State
from tickets_service.domain.ticket_errors import (
    AlreadyRatedError,
    RatingNotAllowedError,
    TicketAlreadyAssignedError,
    TicketClosedForCommentsError,
    TicketStaleError,
    TransitionNotAllowedError,
)
from tickets_service.domain.user import User, UserId

TicketId = NewType("TicketId", int)

UNSAVED_TICKET: Final = TicketId(0)


@dataclass(eq=False, slots=True, kw_only=True)
class Ticket:
    """Who may call which verb is decided by `permissions`; when a verb is possible, here."""

    id: TicketId = UNSAVED_TICKET
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
    version: int = 0
    _events: list[AnyTicketEvent] = field(default_factory=list, repr=False)

    @classmethod
    def create(cls, draft: Draft, *, reporter: User, now: datetime) -> "Ticket":
        ticket = cls(
            title=draft.title,
            description=draft.description,
            location=draft.location,
            state=State.OPEN,
            priority=draft.priority,
            reporter_id=reporter.id,
            assignee_id=None,
            attachments=draft.attachments,
            created_at=now,
            updated_at=now,
            completed_at=None,
            rating=None,
        )
        ticket._events.append(TicketCreated(actor=actor_name(reporter), occurred_at=now, state=ticket.state))
        return ticket

    @property
    def etag(self) -> str:
        return str(self.version)

    @property
    def changed(self) -> bool:
        """Something happened since the last `pull_events`."""
        return bool(self._events)

    def require_etag(self, etag: str) -> None:
        """Raise `TicketStaleError` when `etag` is set and is not the current one."""
        if etag and etag != self.etag:
            raise TicketStaleError(self.id)

    def take(self, *, by: User, now: datetime) -> None:
        """Make `by` the assignee; taking one's own again changes nothing."""
        if self.assignee_id not in (None, by.id):
            raise TicketAlreadyAssignedError(self.id)
        if self.state.category is Category.DONE:
            raise TransitionNotAllowedError(self.id, self.state, State.IN_PROGRESS)
        if self.assignee_id is None:
            self._assign(by.id, by=actor_name(by), now=now)
        if self.state is State.OPEN:
            self._move(State.IN_PROGRESS, by=actor_name(by), now=now)

    def comment(self, text: str, *, by: User, now: datetime) -> Comment:
        """Add a public comment; an answer of the reporter ends the waiting for it."""
        if self.state.terminal:
            raise TicketClosedForCommentsError(self.id, self.state)
        comment = Comment(ticket_id=self.id, author_id=by.id, text=text, created_at=now)
        self._events.append(CommentAdded(actor=actor_name(by), occurred_at=now, comment=comment))
        if self.state is State.WAITING_REPORTER and by.id == self.reporter_id:
            self._move(State.IN_PROGRESS, by=actor_name(by), now=now)
        return comment

    def resolve(self, *, by: User, now: datetime) -> None:
        self._move(State.RESOLVED, by=actor_name(by), now=now)

    def confirm(self, *, by: User, now: datetime) -> None:
        self._move(State.CLOSED, by=actor_name(by), now=now)

    def rate(self, rating: Rating, *, by: User) -> None:
        if self.rating is not None:
            raise AlreadyRatedError(self.id)
        if self.state not in COMPLETED:
            raise RatingNotAllowedError(self.id, self.state)
        self.rating = rating
        self.updated_at = rating.created_at
        self._events.append(TicketRated(actor=actor_name(by), occurred_at=rating.created_at, rating=rating))

    def pull_events(self) -> list[AnyTicketEvent]:
        """Hand over what happened since the last call."""
        events, self._events = self._events, []
        return events

    def _assign(self, assignee: UserId, *, by: ActorName, now: datetime) -> None:
        self._events.append(
            TicketAssigned(actor=by, occurred_at=now, before=self.assignee_id, after=assignee)
        )
        self.assignee_id = assignee
        self.updated_at = now

    def _move(self, state: State, *, by: ActorName, now: datetime) -> None:
        if not self.state.may_become(state):
            raise TransitionNotAllowedError(self.id, self.state, state)
        self._events.append(StateChanged(actor=by, occurred_at=now, before=self.state, after=state))
        self.state = state
        self.updated_at = now
        if state not in COMPLETED:
            self.completed_at = None
        elif self.completed_at is None:
            self.completed_at = now
