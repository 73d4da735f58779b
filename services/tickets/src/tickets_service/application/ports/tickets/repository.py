"""Port: tickets that are about to change."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.ticket import Ticket, TicketId


class TicketRepository(Protocol):
    """Stores whole tickets. What `get` hands out is a copy: only `save` persists.

    `add` and `save` store with the ticket where its SLA clocks stand by what happened to it until then.
    """

    async def get(self, ticket_id: TicketId, *, asker: UserId | None = None) -> Ticket:
        """Return the ticket, or raise `TicketNotFoundError`; its `followed_by` is the asker, if they follow it.

        Nobody else can change it, or its followers, until the unit of work ends.
        """
        ...

    async def find_all(self, ticket_ids: Collection[TicketId], *, asker: UserId) -> Mapping[TicketId, Ticket]:
        """Return those of them that there are, as `get` does.

        They are locked in the order of their ids, so that two who do this never wait for each other.
        """
        ...

    async def duplicates_of(self, ticket_id: TicketId) -> Sequence[TicketId]:
        """Return those that were merged into it. Nobody changes that who calls `lock_chains` first."""
        ...

    async def waiting_silently(self, before: Sequence[datetime], *, limit: int) -> Sequence[Ticket]:
        """Return tickets that wait for their reporter, longest first, as `get` does; skip as `due_to_close` does.

        Those with n reminders are among them when the last step, or the beginning, is at `before[n]` or earlier.
        """
        ...

    async def due_to_close(self, *, resolved_before: datetime, limit: int) -> Sequence[Ticket]:
        """Return RESOLVED tickets, longest ago first, as `get` does; skip those that somebody changes now."""
        ...

    async def add(self, ticket: Ticket) -> None:
        """Store a new ticket; gives it its id and its first version."""
        ...

    async def save(self, ticket: Ticket) -> None:
        """Store the change and count its version up; raise `TicketStaleError` if it changed since `get`."""
        ...

    async def hand_over(self, placeholder: UserId, person: UserId) -> Sequence[TicketId]:
        """Make all that is the placeholder's the person's: what they reported, have, said and follow.

        Of each ticket that they reported or have the version is counted up. Return those that they reported and that
        are not over, in order.
        """
        ...

    async def add_comment(self, comment: Comment) -> None:
        """Store a new comment; gives it its id."""
        ...

    async def get_comment(self, ticket_id: TicketId, comment_id: CommentId) -> Comment:
        """Return the ticket's comment, or raise `CommentNotFoundError`; call it after `get` of the ticket."""
        ...

    async def save_comment(self, comment: Comment) -> None:
        """Store the next version of the comment, and keep the one before."""
        ...
