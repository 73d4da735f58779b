"""The Ticket aggregate: what may happen to a ticket."""

from dataclasses import dataclass, replace
from datetime import datetime

from tickets_service.domain.links.errors import MergeTargetClosedError
from tickets_service.domain.people.actor import SYSTEM, Actor, actor_name, behalf
from tickets_service.domain.people.errors import AssigneeNotEligibleError
from tickets_service.domain.people.user import User
from tickets_service.domain.places.location import Place
from tickets_service.domain.sla.policies import SlaPolicies
from tickets_service.domain.sla.standing import SlaRecord
from tickets_service.domain.state import Category, State
from tickets_service.domain.tickets.clocks import TicketClocks
from tickets_service.domain.tickets.draft import Draft
from tickets_service.domain.tickets.events import (
    ReporterReminded,
    SlaAlerted,
    TicketCreated,
    TicketMerged,
    TicketRated,
    TicketReopened,
)
from tickets_service.domain.tickets.life import UNSAVED_TICKET, TicketId
from tickets_service.domain.tickets.merging import Merging
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.reopening import require_reason
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.tickets.waiting import UNANSWERED_RESOLUTION
from tickets_service.domain.tickets.words import TicketWords

__all__ = ["UNSAVED_TICKET", "Ticket", "TicketId"]


@dataclass(eq=False, slots=True, kw_only=True)
class Ticket(TicketWords):
    """Who may call which verb is decided by `permissions`; when a verb is possible, by `verbs`; what it does, here."""

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
            description_marks=draft.description_marks,
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
        ticket._happened(
            TicketCreated(
                actor=actor_name(by),
                occurred_at=now,
                state=ticket.state,
                priority=ticket.priority,
                on_behalf_of=behalf(by, reporter.id),
            )
        )
        return ticket

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
        self._happened(
            TicketReopened(actor=actor_name(by), occurred_at=now, reason=reason, count=self.reopen_count)
        )

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
        self._happened(TicketMerged(actor=actor_name(by), occurred_at=now, reason=reason, merging=merging))

    def pursue(self, *, now: datetime) -> None:
        """Remind the reporter once more, or wait no longer; for a ticket that waits, when that is due."""
        if self.waiting is None or self.waiting.exhausted:
            self._move(State.RESOLVED, by=SYSTEM, now=now, reason="not answered in time")
            self.resolution = UNANSWERED_RESOLUTION
            return
        self.waiting = self.waiting.reminded(now)
        self._happened(
            ReporterReminded(
                actor=SYSTEM,
                occurred_at=now,
                ordinal=self.waiting.reminders,
                resolve_at=self.waiting.ends_at,
            )
        )

    def rate(self, rating: Rating, *, by: Actor) -> None:
        """Take the rating, given now, in place of the one before, which may be corrected for a while."""
        now = rating.created_at
        self.require_possible(Verb.RATE, by=by, now=now)
        if self.rating is not None:
            rating = replace(rating, created_at=self.rating.created_at)
        self.rating = rating
        self.updated_at = now
        self._happened(TicketRated(actor=actor_name(by), occurred_at=now, rating=rating))

    def review(self, record: SlaRecord, policies: SlaPolicies, *, now: datetime) -> None:
        """Reckon anew from the history, and raise the alerts that are due.

        What was done before there were clocks raises none. Raise `TooLittleWorkingTimeError` or
        `SlaPolicyUnusableError`; the ticket can be stored even then.
        """
        quiet = self.state.category is Category.DONE and not self.clocks.standing.known
        for alert in self.clocks.review(record, policies, now=now, quiet=quiet):
            self._happened(SlaAlerted(actor=SYSTEM, occurred_at=now, alert=alert))

    def _carry_out(self, verb: Verb, state: State, *, by: Actor, now: datetime, reason: str = "") -> None:
        self.require_possible(verb, by=by, now=now)
        self._enter(state, by=actor_name(by), now=now, reason=reason)
