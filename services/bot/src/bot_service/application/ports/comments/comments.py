"""Port: what is said on tickets, which the tickets service owns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from bot_service.application.views.comments import CommentView
from bot_service.application.views.tickets import TicketView
from bot_service.domain.words.marked_text import Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedComment:
    name: str
    """`tickets/42/comments/7`"""
    ticket: TicketView
    """After that."""


class CommentGateway(Protocol):
    """Comments and notes, on behalf of `acting` (`users/7`); None: on the bot's own behalf.

    Every mutation is repeatable with the same `request_id`: the second call changes nothing and returns the first
    answer.

    Raises `NotFoundError`, `RefusedError`, `InvalidFieldsError`, `ForbiddenError`, `UnavailableError`.
    """

    async def add(
        self, number: int, text: str, *, marks: Marks = (), acting: str, request_id: UUID
    ) -> AddedComment:
        """Add a public comment of 1 to 4,000 characters."""
        ...

    async def add_note(
        self, number: int, text: str, *, marks: Marks = (), acting: str, request_id: UUID
    ) -> str:
        """Add a note of 1 to 4,000 characters, which only the desk's people see.

        Returns its name, `tickets/42/comments/7`; `edit` puts it differently.
        """
        ...

    async def edit(self, name: str, text: str, *, marks: Marks = (), acting: str, request_id: UUID) -> None:
        """Put one's own comment differently, in 1 to 4,000 characters; the history keeps every version.

        `NotFoundError` where there is none of that name, or it is not theirs to see.
        """
        ...

    async def withdraw(self, name: str, *, acting: str, request_id: UUID) -> None:
        """Take one's own comment or note back; the history keeps it for those who see notes.

        `NotFoundError` where there is none of that name, or it is not theirs to see.
        """
        ...

    async def recent(self, number: int, *, acting: str | None, limit: int) -> Sequence[CommentView]:
        """Return the newest comments, oldest of them first, at most `limit` (1 to 200)."""
        ...

    async def all(self, number: int, *, acting: str | None) -> Sequence[CommentView]:
        """Return every comment, oldest first."""
        ...
