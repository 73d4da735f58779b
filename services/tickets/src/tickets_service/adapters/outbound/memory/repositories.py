"""Repositories on memory: they stage, the unit of work commits."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from datetime import datetime

from tickets_service.adapters.outbound.memory.followers import MemoryFollowerRepository, known_to
from tickets_service.adapters.outbound.memory.store import MemoryStore, RecordedUserEvent
from tickets_service.application.views.events import EventView, change_of
from tickets_service.domain.people.events import UserEvent
from tickets_service.domain.people.user import Role, User, UserId
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.errors import CommentNotFoundError, TicketNotFoundError, TicketStaleError
from tickets_service.domain.tickets.events import AnyTicketEvent
from tickets_service.domain.tickets.ticket import Ticket, TicketId


class MemoryUserRepository:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.staged: dict[UserId, User] = {}
        self.staged_history: list[RecordedUserEvent] = []

    async def find(self, user_id: UserId) -> User | None:
        return deepcopy(self._all().get(user_id))

    async def find_to_change(self, user_id: UserId) -> User | None:
        return await self.find(user_id)

    async def lock_active_admins(self) -> frozenset[UserId]:
        return frozenset(user.id for user in self._all().values() if user.active and user.role is Role.ADMIN)

    async def find_by_telegram_id(self, telegram_id: int) -> User | None:
        found = (user for user in self._all().values() if user.telegram_id == telegram_id)
        return deepcopy(next(found, None))

    async def add(self, user: User) -> User:
        known = await self.find_by_telegram_id(user.telegram_id)
        if known is not None:
            return known
        user.id = UserId(next(self._store.ids))
        await self.save(user)
        return user

    async def save(self, user: User) -> None:
        self.staged[user.id] = deepcopy(user)

    async def record(self, event: UserEvent, *, traceparent: str) -> None:
        self.staged_history.append(RecordedUserEvent(next(self._store.ids), event, traceparent))

    def _all(self) -> dict[UserId, User]:
        return self._store.users | self.staged


class MemoryTicketRepository:
    def __init__(self, store: MemoryStore, followers: MemoryFollowerRepository) -> None:
        self._store = store
        self._followers = followers
        self.staged: dict[TicketId, Ticket] = {}
        self.staged_comments: dict[CommentId, Comment] = {}

    async def get(self, ticket_id: TicketId, *, asker: UserId | None = None) -> Ticket:
        return known_to(self._current(ticket_id), self._followers.current, asker)

    async def find_all(self, ticket_ids: Collection[TicketId], *, asker: UserId) -> Mapping[TicketId, Ticket]:
        known = self._store.tickets | self.staged
        return {each: await self.get(each, asker=asker) for each in ticket_ids if each in known}

    async def duplicates_of(self, ticket_id: TicketId) -> Sequence[TicketId]:
        known = self._store.tickets | self.staged
        return [ticket.id for ticket in known.values() if ticket.duplicate_of == ticket_id]

    async def waiting_silently(self, before: Sequence[datetime], *, limit: int) -> Sequence[Ticket]:
        waiting = [
            (ticket.waiting.since, ticket.id)
            for ticket in (self._store.tickets | self.staged).values()
            if ticket.waiting is not None
            and (ticket.waiting.reminded_at or ticket.waiting.since) <= before[ticket.waiting.reminders]
        ]
        return [await self.get(ticket_id) for _, ticket_id in sorted(waiting)[:limit]]

    async def due_to_close(self, *, resolved_before: datetime, limit: int) -> Sequence[Ticket]:
        due = [
            (ticket.completed_at, ticket.id)
            for ticket in (self._store.tickets | self.staged).values()
            if ticket.state is State.RESOLVED
            and ticket.completed_at is not None
            and ticket.completed_at <= resolved_before
        ]
        return [await self.get(ticket_id) for _, ticket_id in sorted(due)[:limit]]

    async def add(self, ticket: Ticket) -> None:
        ticket.id = TicketId(next(self._store.ticket_numbers))
        ticket.reckon(self._store.sla.applied)
        self._stage(ticket)

    async def save(self, ticket: Ticket) -> None:
        if self._current(ticket.id).version != ticket.version:
            raise TicketStaleError(ticket.id)
        ticket.reckon(self._store.sla.applied)
        self._stage(ticket)

    async def add_comment(self, comment: Comment) -> None:
        comment.id = CommentId(next(self._store.ids))
        self.staged_comments[comment.id] = deepcopy(comment)

    async def get_comment(self, ticket_id: TicketId, comment_id: CommentId) -> Comment:
        found = self.staged_comments.get(comment_id) or self._store.comments.get(comment_id)
        if found is None or found.ticket_id != ticket_id:
            raise CommentNotFoundError(ticket_id, comment_id)
        return deepcopy(found)

    async def save_comment(self, comment: Comment) -> None:
        # The versions before are in the history.
        self.staged_comments[comment.id] = deepcopy(comment)

    def _current(self, ticket_id: TicketId) -> Ticket:
        found = self.staged.get(ticket_id) or self._store.tickets.get(ticket_id)
        if found is None:
            raise TicketNotFoundError(ticket_id)
        return found

    def _stage(self, ticket: Ticket) -> None:
        ticket.version += 1
        copy = deepcopy(ticket)
        copy.pull_events()
        self.staged[ticket.id] = copy


class MemoryHistory:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.staged: list[EventView] = []
        self.told: list[tuple[TicketId, AnyTicketEvent]] = []

    async def append(
        self, ticket_id: TicketId, events: Sequence[AnyTicketEvent], *, traceparent: str
    ) -> None:
        self.told.extend((ticket_id, event) for event in events)
        self.staged.extend(
            EventView(
                id=next(self._store.ids),
                ticket_id=ticket_id,
                type=event.type,
                actor=event.actor,
                on_behalf_of=event.on_behalf_of,
                occurred_at=event.occurred_at,
                reason=event.reason,
                traceparent=traceparent,
                change=change_of(event),
            )
            for event in events
        )
