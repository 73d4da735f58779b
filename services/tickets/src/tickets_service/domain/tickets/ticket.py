"""The Ticket aggregate: what may happen to a ticket, and what is remembered of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NewType

from tickets_service.domain.links.errors import MergeTargetClosedError
from tickets_service.domain.people.actor import SYSTEM, Actor, ActorName, actor_name, behalf, person_name
from tickets_service.domain.people.errors import AssigneeNotEligibleError
from tickets_service.domain.people.user import STAFF, User, UserId
from tickets_service.domain.places.location import Place, name_of
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.policies import SlaPolicies
from tickets_service.domain.sla.standing import SlaRecord
from tickets_service.domain.state import COMPLETED, Category, State
from tickets_service.domain.tickets.clocks import TicketClocks
from tickets_service.domain.tickets.comment import Comment, Visibility
from tickets_service.domain.tickets.draft import Draft
from tickets_service.domain.tickets.edit import PLAIN, TicketEdit
from tickets_service.domain.tickets.errors import (
    TicketStaleError,
    TransitionNotAllowedError,
)
from tickets_service.domain.tickets.events import (
    AnyTicketEvent,
    CommentAdded,
    CommentEdited,
    FieldChange,
    NoteAdded,
    NoteEdited,
    ReporterReminded,
    SlaAlerted,
    StateChanged,
    TicketAssigned,
    TicketCreated,
    TicketMerged,
    TicketRated,
    TicketReopened,
    TicketUpdated,
)
from tickets_service.domain.tickets.merging import Merging
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.reopening import require_reason
from tickets_service.domain.tickets.verbs import Verb, changes_anything
from tickets_service.domain.tickets.waiting import UNANSWERED, Waiting

TicketId = NewType("TicketId", int)

UNSAVED_TICKET: Final = TicketId(0)
SAYING: Final = {Visibility.PUBLIC: Verb.COMMENT, Visibility.INTERNAL: Verb.WRITE_NOTE}


@dataclass(eq=False, slots=True, kw_only=True)
class Ticket:
    """Who may call which verb is decided by `permissions`; when a verb is possible, by `verbs`; what it does, here."""

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
    resolution: str = ""
    reopen_count: int = 0
    follower_count: int = 0
    followed_by: UserId | None = None
    """Whom it was got for, if they follow it; see `TicketFacts`."""
    duplicate_of: TicketId | None = None
    waiting: Waiting | None = None
    """Set exactly in WAITING_REPORTER."""
    place: Place | None = None
    version: int = 0
    clocks: TicketClocks = field(default_factory=TicketClocks)
    _learned: int = 0
    """How many of the events the clocks know of."""
    _events: list[AnyTicketEvent] = field(default_factory=list, repr=False)

    @classmethod
    def create(
        cls,
        draft: Draft,
        *,
        reporter: User,
        now: datetime,
        by: Actor | None = None,
        place: Place | None = None,
    ) -> "Ticket":
        """`by`: who does it on the reporter's behalf; None: the reporter themselves."""
        by = by or reporter
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
            clocks=TicketClocks.start(now=now, priority=draft.priority),
            place=place,
        )
        ticket._events.append(
            TicketCreated(
                actor=actor_name(by),
                occurred_at=now,
                state=ticket.state,
                priority=ticket.priority,
                on_behalf_of=behalf(by, reporter.id),
            )
        )
        return ticket

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

    def take(self, *, by: User, now: datetime) -> None:
        """Make `by` the assignee; taking one's own again changes nothing."""
        self.require_possible(Verb.TAKE, by=by, now=now)
        if self.assignee_id is None:
            self._assign(by.id, by=actor_name(by), now=now)
        if self.state is State.OPEN:
            self._move(State.IN_PROGRESS, by=actor_name(by), now=now)

    def assign(self, assignee: User, *, by: Actor, now: datetime, reason: str) -> None:
        """Make `assignee` the one who works on it; assigning an OPEN ticket to oneself is taking it."""
        if not assignee.may_be_assigned:
            raise AssigneeNotEligibleError(assignee.id)
        self.require_possible(Verb.ASSIGN, by=by, now=now)
        if self.assignee_id != assignee.id:
            self._assign(assignee.id, by=actor_name(by), now=now, reason=reason)
        if self.state is State.OPEN and actor_name(by) == actor_name(assignee):
            self._move(State.IN_PROGRESS, by=actor_name(by), now=now, reason=reason)

    def release(self, *, by: Actor, now: datetime, reason: str) -> None:
        """Take the assignee away; what nobody has stays as it is."""
        if not self.require_possible(Verb.RELEASE, by=by, now=now):
            return
        self._assign(None, by=actor_name(by), now=now, reason=reason)
        if self.state is State.IN_PROGRESS:
            self._move(State.OPEN, by=actor_name(by), now=now, reason=reason)

    def wait_for_reporter(self, *, by: Actor, now: datetime, reason: str) -> None:
        self._carry_out(Verb.WAIT_FOR_REPORTER, State.WAITING_REPORTER, by=by, now=now, reason=reason)

    def wait_for_vendor(self, *, by: Actor, now: datetime, reason: str) -> None:
        self._carry_out(Verb.WAIT_FOR_VENDOR, State.WAITING_VENDOR, by=by, now=now, reason=reason)

    def resume(self, *, by: Actor, now: datetime, reason: str) -> None:
        """End the waiting."""
        self._carry_out(Verb.RESUME, State.IN_PROGRESS, by=by, now=now, reason=reason)

    def reject(self, *, by: Actor, now: datetime, reason: str) -> None:
        self._carry_out(Verb.REJECT, State.REJECTED, by=by, now=now, reason=reason)

    def cancel(self, *, by: Actor, now: datetime, reason: str) -> None:
        self._carry_out(Verb.CANCEL, State.CANCELLED, by=by, now=now, reason=reason)

    def reopen(self, *, by: Actor, now: datetime, reason: str) -> None:
        """Work on it again; from a terminal state only with a reason."""
        self.require_possible(Verb.REOPEN, by=by, now=now)
        if self.state.terminal:
            require_reason(reason, self.state)
        self._enter(State.IN_PROGRESS, by=actor_name(by), now=now, reason=reason)
        self.resolution = ""
        self.reopen_count += 1
        self._events.append(
            TicketReopened(actor=actor_name(by), occurred_at=now, reason=reason, count=self.reopen_count)
        )

    def update(
        self, edit: TicketEdit, *, by: Actor, now: datetime, reason: str, place: Place | None = None
    ) -> None:
        """Change what `edit` names; what already was so is no change. `place`: what its location is now."""
        self.require_possible(Verb.UPDATE, by=by, now=now)
        changes = []
        for name in PLAIN:
            before, after = getattr(self, name), getattr(edit, name)
            if after is not None and after != before:
                setattr(self, name, after)
                changes.append(FieldChange(name, before, after))
        if edit.location_node is not None and edit.location_node != self.location_node:
            before, self.place = self.place, place
            changes.append(FieldChange("location_node", name_of(before), name_of(place)))
        if changes:
            self.updated_at = now
            self._events.append(
                TicketUpdated(actor=actor_name(by), occurred_at=now, reason=reason, fields=tuple(changes))
            )

    def comment(
        self, text: str, *, by: Actor, now: datetime, visibility: Visibility = Visibility.PUBLIC
    ) -> Comment:
        """Add a comment or note; a public answer of the reporter ends the waiting for it."""
        self.require_possible(SAYING[visibility], by=by, now=now)
        comment = Comment(
            ticket_id=self.id,
            author=actor_name(by),
            text=text,
            created_at=now,
            visibility=visibility,
            by_staff=isinstance(by, User) and by.role in STAFF and by.id != self.reporter_id,
        )
        kind = NoteAdded if comment.internal else CommentAdded
        self._events.append(kind(actor=actor_name(by), occurred_at=now, comment=comment))
        answered = comment.author == person_name(self.reporter_id) and not comment.internal
        if self.state is State.WAITING_REPORTER and answered:
            self._move(State.IN_PROGRESS, by=actor_name(by), now=now)
        return comment

    def edit_comment(self, comment: Comment, text: str, *, by: Actor, now: datetime) -> None:
        """Give the comment its next version; the same text again changes nothing."""
        self.require_possible(Verb.EDIT_COMMENT, by=by, now=now)
        if comment.text == text:
            return
        comment.text, comment.edited_at, comment.version = text, now, comment.version + 1
        kind = NoteEdited if comment.internal else CommentEdited
        self._events.append(kind(actor=actor_name(by), occurred_at=now, comment=comment))

    def resolve(self, *, by: Actor, now: datetime, resolution: str = "") -> None:
        self._carry_out(Verb.RESOLVE, State.RESOLVED, by=by, now=now)
        self.resolution = resolution

    def confirm(self, *, by: Actor, now: datetime) -> None:
        self._carry_out(Verb.CONFIRM, State.CLOSED, by=by, now=now)

    def close_unanswered(self, *, now: datetime) -> None:
        """Nobody objected for as long as `CONFIRMED_AFTER`."""
        self._move(State.CLOSED, by=SYSTEM, now=now, reason="not reopened in time")

    def merge_into(self, target: "Ticket", *, by: User, now: datetime, reason: str) -> None:
        """Become a duplicate of the target, which goes on for both, and remembers it too."""
        if target.state.terminal:
            raise MergeTargetClosedError(target.id, target.state, target.duplicate_of)
        self._carry_out(Verb.MERGE, State.DUPLICATE, by=by, now=now, reason=reason)
        self.duplicate_of = target.id
        for each in (self, target):
            each.remember_merging(self.id, target.id, by=by, now=now, reason=reason)

    def redirect(self, target: "Ticket", *, by: User, now: datetime, reason: str) -> None:
        """Lead to the target from now on: what this was merged into has been merged itself."""
        self.duplicate_of = target.id
        self.updated_at = now
        self.remember_merging(self.id, target.id, by=by, now=now, reason=reason)

    def remember_merging(
        self, source_id: TicketId, target_id: TicketId, *, by: User, now: datetime, reason: str
    ) -> None:
        """Tell in the history of this ticket that the source was merged into the target."""
        merging = Merging(ticket_id=self.id, source_id=source_id, target_id=target_id)
        self._events.append(
            TicketMerged(actor=actor_name(by), occurred_at=now, reason=reason, merging=merging)
        )

    def pursue(self, *, now: datetime) -> None:
        """Remind the reporter once more, or wait no longer; for a ticket that waits, when that is due."""
        if self.waiting is None or self.waiting.exhausted:
            self._move(State.RESOLVED, by=SYSTEM, now=now, reason="not answered in time")
            self.resolution = UNANSWERED
            return
        self.waiting = self.waiting.reminded(now)
        self._events.append(
            ReporterReminded(
                actor=SYSTEM,
                occurred_at=now,
                ordinal=self.waiting.reminders,
                resolve_at=self.waiting.ends_at,
            )
        )

    def rate(self, rating: Rating, *, by: Actor) -> None:
        self.require_possible(Verb.RATE, by=by, now=rating.created_at)
        self.rating = rating
        self.updated_at = rating.created_at
        self._events.append(TicketRated(actor=actor_name(by), occurred_at=rating.created_at, rating=rating))

    @property
    def clocks_moved(self) -> bool:
        """Something happened that matters to the clocks, and was not reckoned with yet."""
        self._learn()
        return self.clocks.moved

    def reckon(self, policies: SlaPolicies) -> None:
        """Bring the standing of the clocks up to date with what happened; whoever stores the ticket does it."""
        self._learn()
        self.clocks.reckon(policies)

    def review(self, record: SlaRecord, policies: SlaPolicies, *, now: datetime) -> None:
        """Reckon anew from the history, and raise the alerts that are due.

        What was done before there were clocks raises none. Raise `TooLittleWorkingTimeError` or
        `SlaPolicyUnusableError`; the ticket can be stored even then.
        """
        quiet = self.state.category is Category.DONE and not self.clocks.standing.known
        for alert in self.clocks.review(record, policies, now=now, quiet=quiet):
            self._events.append(SlaAlerted(actor=SYSTEM, occurred_at=now, alert=alert))
        self._learned = len(self._events)

    def pull_events(self) -> list[AnyTicketEvent]:
        """Hand over what happened since the last call."""
        self._learn()
        events, self._events, self._learned = self._events, [], 0
        return events

    def _learn(self) -> None:
        self.clocks.learn(self._events[self._learned :])
        self._learned = len(self._events)

    def _assign(self, assignee: UserId | None, *, by: ActorName, now: datetime, reason: str = "") -> None:
        self._events.append(
            TicketAssigned(actor=by, occurred_at=now, before=self.assignee_id, after=assignee, reason=reason)
        )
        self.assignee_id = assignee
        self.updated_at = now

    def _carry_out(self, verb: Verb, state: State, *, by: Actor, now: datetime, reason: str = "") -> None:
        self.require_possible(verb, by=by, now=now)
        self._enter(state, by=actor_name(by), now=now, reason=reason)

    def _move(self, state: State, *, by: ActorName, now: datetime, reason: str = "") -> None:
        if not self.state.may_become(state):
            raise TransitionNotAllowedError(self.id, self.state, state)
        self._enter(state, by=by, now=now, reason=reason)

    def _enter(self, state: State, *, by: ActorName, now: datetime, reason: str) -> None:
        self._events.append(
            StateChanged(actor=by, occurred_at=now, before=self.state, after=state, reason=reason)
        )
        self.state = state
        self.updated_at = now
        self.waiting = Waiting(since=now) if state is State.WAITING_REPORTER else None
        if state not in COMPLETED:
            self.completed_at = None
        elif self.completed_at is None:
            self.completed_at = now
