"""What is kept no longer than the desk says, on memory: it is staged, and the unit of work commits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tickets_service.adapters.outbound.memory.followers.repository import MemoryFollowerRepository
from tickets_service.adapters.outbound.memory.idempotency.answer_store import MemoryAnswerStore
from tickets_service.adapters.outbound.memory.origins.old_files import MemoryOldFileRepository
from tickets_service.adapters.outbound.memory.people.invites import MemoryInviteRepository
from tickets_service.adapters.outbound.memory.people.user_repository import MemoryUserRepository
from tickets_service.adapters.outbound.memory.retention.erasing import Erasing
from tickets_service.adapters.outbound.memory.retention_records import Postponed, RecordedRetentionChange
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.memory.tickets.repository import MemoryTicketRepository
from tickets_service.application.ports.history.feed import FeedPosition
from tickets_service.application.ports.retention.store import RunStep
from tickets_service.application.views.changes import StateChange
from tickets_service.application.views.events import EventView
from tickets_service.application.views.retention import RetentionPreview, RetentionRun, Uncleared
from tickets_service.domain.people.actor import person_name
from tickets_service.domain.people.user import Role, User, UserId
from tickets_service.domain.retention.changes import RetentionChange
from tickets_service.domain.retention.policy import RetentionPolicy
from tickets_service.domain.retention.postponement import postponement
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.ticket import Ticket, TicketId


class MemoryRetentionStore:
    def __init__(
        self,
        store: MemoryStore,
        users: MemoryUserRepository,
        tickets: MemoryTicketRepository,
        followers: MemoryFollowerRepository,
        answers: MemoryAnswerStore,
        old_files: MemoryOldFileRepository,
        invites: MemoryInviteRepository,
    ) -> None:
        self._store = store
        self._users, self._tickets, self._followers = users, tickets, followers
        self._answers, self._old_files, self._invites = answers, old_files, invites
        self._records = store.retention.copied()
        self.events: list[tuple[FeedPosition, EventView]] | None = None

    def commit(self) -> None:
        self._store.retention = self._records

    async def policy(self) -> RetentionPolicy:
        return self._records.policy

    async def policy_to_change(self) -> RetentionPolicy:
        return self._records.policy

    async def save(self, policy: RetentionPolicy) -> None:
        self._records.policy = policy

    async def record(self, change: RetentionChange, *, traceparent: str) -> None:
        self._records.changes.append(RecordedRetentionChange(next(self._store.ids), change, traceparent))

    async def nobody(self, *, now: datetime) -> UserId:
        return (await self._users.add(User.nobody(now=now))).id

    async def due(self, *, ended_before: datetime, limit: int) -> Sequence[Ticket]:
        due = [
            ticket
            for ticket in self._ended(ended_before)
            if ticket.duplicate_of is None or self._store.tickets[ticket.duplicate_of].anonymized_at
        ]
        return [await self._tickets.get(ticket.id) for ticket in due[:limit]]

    def _ended(self, before: datetime) -> list[Ticket]:
        ended = [
            ticket
            for ticket in self._store.tickets.values()
            if ticket.state.terminal and ticket.anonymized_at is None and self._ended_at(ticket) < before
        ]
        return sorted(ended, key=lambda ticket: (ticket.created_at, ticket.id))

    def _ended_at(self, ticket: Ticket) -> datetime:
        moved = [
            event.occurred_at
            for _, event in self._store.events
            if event.ticket_id == ticket.id
            and event.type is EventType.STATE_CHANGED
            and isinstance(event.change, StateChange)
        ]
        return max(moved, default=ticket.completed_at or ticket.updated_at)

    async def erase(self, tickets: Sequence[TicketId], *, nobody: UserId) -> int:
        erasing = Erasing(self._store, nobody)
        for key in [key for key in self._followers.current if key[0] in tickets]:
            del self._followers.current[key]
        comments = [each for each in self._store.comments.values() if each.ticket_id in tickets]
        for comment in comments:
            self._tickets.staged_comments[comment.id] = erasing.comment(comment)
        for file in [each for each in self._store.old_files.values() if each.ticket_id in tickets]:
            self._old_files.staged[file.id] = erasing.old_file(file)
        self._answers.purged.update(erasing.answers(tickets))
        self.events = [
            (place, erasing.event(event) if event.ticket_id in tickets else event)
            for place, event in self._store.events
        ]
        return len(comments)

    async def placeholders_of(self, tickets: Sequence[TicketId]) -> Sequence[UserId]:
        named = {person_name(self._store.tickets[each].reporter_id) for each in tickets}
        named |= {person_name(person) for ticket, person in self._followers.current if ticket in tickets}
        named |= {each.author for each in self._store.comments.values() if each.ticket_id in tickets}
        return sorted(
            user.id
            for user in self._store.users.values()
            if user.telegram_id is None and user.role is Role.USER and person_name(user.id) in named
        )

    async def without_tickets(self, people: Sequence[UserId]) -> Sequence[User]:
        tickets = (self._store.tickets | self._tickets.staged).values()
        comments = (self._store.comments | self._tickets.staged_comments).values()
        busy = {each.reporter_id for each in tickets} | {each.assignee_id for each in tickets}
        busy |= {person for _, person in self._followers.current}
        wrote = {comment.author for comment in comments}
        return [
            user
            for user_id in people
            if user_id not in busy
            and person_name(user_id) not in wrote
            and (user := await self._users.find(user_id))
            and user.telegram_id is None
        ]

    async def unname(self, people: Sequence[UserId]) -> None:
        for invite in [each for each in self._store.invites.values() if each.person_id in people]:
            self._invites.staged[invite.id] = replace(invite, note="")

    async def log(self, step: RunStep) -> None:
        runs, day = self._records.runs, step.at.astimezone(UTC).date()
        known = next((run for run in runs.values() if run.day == day), None)
        run = known or RetentionRun(
            id=next(self._store.ids),
            day=day,
            days=step.days,
            started_at=step.at,
            last_at=step.at,
            tickets=0,
            comments=0,
            files=0,
            uncleared=0,
        )
        runs[run.id] = replace(
            run,
            days=step.days,
            last_at=max(run.last_at, step.at),
            tickets=run.tickets + len(step.tickets),
            comments=run.comments + step.comments,
        )
        self._records.uncleared.update(dict.fromkeys(step.tickets, run.id))

    async def preview(self, *, ended_before: datetime, most: int) -> RetentionPreview:
        ended = {ticket.id: ticket for ticket in self._ended(ended_before)}
        due = {
            ticket.id: ticket
            for ticket in ended.values()
            if ticket.duplicate_of is None
            or ticket.duplicate_of in ended
            or self._store.tickets[ticket.duplicate_of].anonymized_at
        }
        comments = [each for each in self._store.comments.values() if each.ticket_id in due]
        plain = {person_name(user.id) for user in self._store.users.values() if user.role is Role.USER}
        people = {person_name(ticket.reporter_id) for ticket in due.values()}
        people |= plain & {person_name(person) for ticket, person in self._store.followers if ticket in due}
        people |= plain & {comment.author for comment in comments if not comment.by_staff}
        first = sorted(due.values(), key=lambda ticket: (self._ended_at(ticket), ticket.id))
        return RetentionPreview(
            tickets=len(due),
            people=len(people),
            comments=len(comments),
            oldest=self._ended_at(first[0]) if first else None,
            first=[ticket.id for ticket in first[:most]],
        )

    async def runs(self, *, before: int | None, limit: int) -> Sequence[RetentionRun]:
        waiting = list(self._records.uncleared.values())
        newest = sorted(self._records.runs.values(), key=lambda run: -run.id)
        shown = [run for run in newest if before is None or run.id < before][:limit]
        return [replace(run, uncleared=waiting.count(run.id)) for run in shown]

    async def uncleared(self, *, now: datetime, limit: int) -> Uncleared:
        postponed = self._records.postponed
        waiting = sorted(self._records.uncleared, key=lambda each: (self._records.uncleared[each], each))
        due = [each for each in waiting if each not in postponed or postponed[each].not_before <= now]
        return Uncleared(tickets=due[:limit], waiting=len(waiting))

    async def postpone(self, ticket_id: TicketId, *, files: int, now: datetime) -> None:
        if ticket_id not in self._records.uncleared:
            return
        before = self._records.postponed.get(ticket_id) or Postponed(0, now, 0)
        self._records.postponed[ticket_id] = Postponed(
            before.tries + 1, now + postponement(before.tries), max(before.files, files)
        )

    async def clear(self, ticket_id: TicketId, *, files: int) -> bool:
        run_id = self._records.uncleared.pop(ticket_id, None)
        if run_id is None:
            return False
        run = self._records.runs[run_id]
        before = self._records.postponed.pop(ticket_id, None)
        known = files if before is None else max(files, before.files)
        self._records.runs[run_id] = replace(run, files=run.files + known)
        return True
