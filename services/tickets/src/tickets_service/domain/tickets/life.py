"""What a ticket is, and how a change of it is remembered."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NewType

from tickets_service.domain.marks import Marks
from tickets_service.domain.people.actor import SYSTEM, Actor, ActorName
from tickets_service.domain.people.user import UserId
from tickets_service.domain.places.location import Place
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import COMPLETED, State
from tickets_service.domain.tickets.clocks import TicketClocks
from tickets_service.domain.tickets.errors import (
    TicketStaleError,
    TransitionNotAllowedError,
)
from tickets_service.domain.tickets.events import (
    AnyTicketEvent,
    StateChanged,
    TicketAnonymized,
    TicketAssigned,
)
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.verbs import Verb, changes_anything
from tickets_service.domain.tickets.waiting import Waiting

TicketId = NewType("TicketId", int)

UNSAVED_TICKET: Final = TicketId(0)
WORDLESS: Final = "—"
"""The title of a ticket whose words were taken out."""


@dataclass(eq=False, slots=True, kw_only=True)
class TicketLife:
    """What is known of a ticket. Whatever changes is told to the history, and to the clocks."""

    id: TicketId = UNSAVED_TICKET
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
    resolution: str = ""
    reopen_count: int = 0
    follower_count: int = 0
    followed_by: UserId | None = None
    """Whom it was got for, if they follow it; see `TicketFacts`."""
    duplicate_of: TicketId | None = None
    waiting: Waiting | None = None
    """Set exactly in WAITING_REPORTER."""
    place: Place | None = None
    tags: tuple[str, ...] = ()
    """In alphabetical order."""
    origin: str = ""
    """Where an imported one comes from, `{source}:{old id}` (decision 41)."""
    held: bool = False
    """It came in its state from elsewhere: until it enters another one, nothing happens to it by itself."""
    anonymized_at: datetime | None = None
    """When what people said was taken out of it; nothing happens to it since."""
    version: int = 0
    clocks: TicketClocks = field(default_factory=TicketClocks)
    _events: list[AnyTicketEvent] = field(default_factory=list, repr=False)

    @property
    def etag(self) -> str:
        return str(self.version)

    @property
    def changed(self) -> bool:
        """Something happened since the last `pull_events`."""
        return bool(self._events)

    @property
    def location_node(self) -> str:
        """The code of the location it points to; empty when it points to none."""
        return self.place.code if self.place else ""

    def require_etag(self, etag: str) -> None:
        """Raise `TicketStaleError` when `etag` is set and is not the current one."""
        if etag and etag != self.etag:
            raise TicketStaleError(self.id)

    def require_possible(self, verb: Verb, *, by: Actor, now: datetime) -> bool:
        """Tell whether there is anything to do; raise the `RuleViolationError` that stands against the verb."""
        return changes_anything(verb, by=by, ticket=self, now=now)

    def pull_events(self) -> list[AnyTicketEvent]:
        """Hand over what happened since the last call."""
        events, self._events = self._events, []
        return events

    def anonymize(self, nobody: UserId, *, now: datetime) -> None:
        """Leave what happened, where, when and who of the staff did it; take out who reported it, and every word.

        Only what is in a terminal state: raise AssertionError for another.
        """
        if not self.state.terminal:
            raise AssertionError(f"tickets/{self.id} is {self.state}")
        self.reporter_id = nobody
        self.title, self.description, self.description_marks = WORDLESS, "", ()
        self.location, self.resolution, self.attachments = "", "", ()
        self.rating = self.rating and replace(self.rating, comment="")
        self.anonymized_at = now
        self._happened(TicketAnonymized(actor=SYSTEM, occurred_at=now))

    def _happened(self, event: AnyTicketEvent) -> None:
        self._events.append(event)
        self.clocks.learn(event)

    def _assign(self, assignee: UserId | None, *, by: ActorName, now: datetime, reason: str = "") -> None:
        self._happened(
            TicketAssigned(actor=by, occurred_at=now, before=self.assignee_id, after=assignee, reason=reason)
        )
        self.assignee_id = assignee
        self.updated_at = now

    def _move(self, state: State, *, by: ActorName, now: datetime, reason: str = "") -> None:
        if not self.state.may_become(state):
            raise TransitionNotAllowedError(self.id, self.state, state)
        self._enter(state, by=by, now=now, reason=reason)

    def _enter(self, state: State, *, by: ActorName, now: datetime, reason: str) -> None:
        self._happened(StateChanged(actor=by, occurred_at=now, before=self.state, after=state, reason=reason))
        self.state = state
        self.updated_at = now
        self.held = False
        self.waiting = Waiting(since=now) if state is State.WAITING_REPORTER else None
        if state not in COMPLETED:
            self.completed_at = None
        elif self.completed_at is None:
            self.completed_at = now
