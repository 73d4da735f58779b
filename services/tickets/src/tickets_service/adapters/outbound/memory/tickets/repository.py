"""Tickets that are about to change, on memory: they are staged, and the unit of work commits."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime

from tickets_service.adapters.outbound.memory.followers.repository import MemoryFollowerRepository, known_to
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.domain.people.actor import person_name
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.errors import CommentNotFoundError, TicketNotFoundError
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.errors import TicketStaleError
from tickets_service.domain.tickets.ticket import Ticket, TicketId


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
            and not ticket.held
            and (ticket.waiting.reminded_at or ticket.waiting.since) <= before[ticket.waiting.reminders]
        ]
        return [await self.get(ticket_id) for _, ticket_id in sorted(waiting)[:limit]]

    async def due_to_close(self, *, resolved_before: datetime, limit: int) -> Sequence[Ticket]:
        due = [
            (ticket.completed_at, ticket.id)
            for ticket in (self._store.tickets | self.staged).values()
            if ticket.state is State.RESOLVED
            and not ticket.held
            and ticket.completed_at is not None
            and ticket.completed_at <= resolved_before
        ]
        return [await self.get(ticket_id) for _, ticket_id in sorted(due)[:limit]]

    async def add(self, ticket: Ticket) -> None:
        ticket.id = TicketId(next(self._store.ticket_numbers))
        ticket.clocks.reckon(self._store.sla.applied)
        self._stage(ticket)

    async def save(self, ticket: Ticket) -> None:
        if self._current(ticket.id).version != ticket.version:
            raise TicketStaleError(ticket.id)
        ticket.clocks.reckon(self._store.sla.applied)
        self._stage(ticket)

    async def hand_over(self, placeholder: UserId, person: UserId) -> Sequence[TicketId]:
        reported = []
        for known in [*(self._store.tickets | self.staged).values()]:
            if placeholder in {known.reporter_id, known.assignee_id}:
                ticket = deepcopy(known)
                ticket.reporter_id = person if known.reporter_id == placeholder else known.reporter_id
                ticket.assignee_id = person if known.assignee_id == placeholder else known.assignee_id
                self._stage(ticket)
                if known.reporter_id == placeholder and not ticket.state.terminal:
                    reported.append(ticket.id)
        for comment in [*(self._store.comments | self.staged_comments).values()]:
            if comment.author == person_name(placeholder):
                self.staged_comments[comment.id] = replace(comment, author=person_name(person))
        for ticket_id, follower in [*self._followers.current]:
            if follower == placeholder:
                since = self._followers.current.pop((ticket_id, follower))
                self._followers.current.setdefault((ticket_id, person), since)
            if self._current(ticket_id).reporter_id == person:
                self._followers.current.pop((ticket_id, person), None)
        return sorted(reported)

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
