"""Port: following requests of others ("me too"), which the tickets service owns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot_service.application.views.tickets import TicketState, TicketView


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTicket:
    """All that somebody may know of a request that is like theirs, whoever reported it (decision 45)."""

    number: int
    title: str
    state: TicketState
    create_time: datetime
    follower_count: int


class Following(Protocol):
    """On behalf of `acting` (`users/7`). Mutations are repeatable with the same `request_id`.

    Raises `NotFoundError`, `InvalidFieldsError`, `ForbiddenError`, `UnavailableError`.
    """

    async def similar(self, text: str, place: str, *, acting: str) -> Sequence[SimilarTicket]:
        """Return what is open at the place with that code and like the text, at most 3, the likest first.

        `text` has 1 to 4,000 characters. What the person reported or follows is not among them.
        """
        ...

    async def join(self, number: int, text: str, place: str, *, acting: str, request_id: UUID) -> TicketView:
        """Follow one of those that are `similar` to the text; `NotFoundError` where it is not, or no longer."""
        ...

    async def unfollow(self, number: int, *, acting: str, request_id: UUID) -> TicketView: ...
