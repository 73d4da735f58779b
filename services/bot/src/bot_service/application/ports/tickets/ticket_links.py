"""Port: what tickets have to do with each other, which the tickets service keeps."""

from collections.abc import Sequence
from typing import Final, Protocol
from uuid import UUID

from bot_service.application.views.tickets import LinkKind, LinkView

MOST_LINKS: Final = 20
"""Nobody reads more of them on a card."""


class TicketLinks(Protocol):
    """Links, on behalf of `acting` (`users/7`); None: on the bot's own behalf, which is shown all.

    Every mutation is repeatable with the same `request_id`. Raises `NotFoundError`, `RefusedError`,
    `InvalidFieldsError`, `ForbiddenError`, `UnavailableError`.
    """

    async def of_ticket(self, number: int, *, acting: str | None) -> Sequence[LinkView]:
        """Return those to tickets that the person may see, too: the oldest first, at most `MOST_LINKS`."""
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
