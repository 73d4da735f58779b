"""Port: what tickets have to do with each other, which the tickets service keeps."""

from collections.abc import Sequence
from typing import Final, Protocol
from uuid import UUID

from bot_service.application.views.tickets import LinkKind, LinkView

MOST_LINKS: Final = 20
"""Of a ticket's that a card says, and each page of them; nobody reads more at once."""


class TicketLinks(Protocol):
    """Links, on behalf of `acting` (`users/7`); None: on the bot's own behalf, which is shown all.

    Every mutation is repeatable with the same `request_id`. Raises `NotFoundError`, `RefusedError`,
    `InvalidFieldsError`, `ForbiddenError`, `UnavailableError`.
    """

    async def of_ticket(
        self, number: int, *, acting: str | None, most: int = MOST_LINKS + 1
    ) -> Sequence[LinkView]:
        """Return those to tickets that the person may see, too: the newest first, at most `most`.

        Unless said otherwise that is what a card says, and one more, by which it knows that there are others.
        """
        ...

    async def add(
        self, number: int, other: int, kind: LinkKind, *, acting: str, request_id: UUID
    ) -> LinkView:
        """Say that the ticket {kind} the other.

        `RefusedError` where they are linked so already, or the links would lead in a circle; `InvalidFieldsError` for
        a ticket with itself, and for kinds that merging makes.
        """
        ...

    async def remove(self, name: str, *, acting: str, request_id: UUID) -> LinkView:
        """Take it away; `RefusedError` for what merging made."""
        ...
