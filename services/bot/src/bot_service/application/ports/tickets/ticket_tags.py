"""Port: by what the desk's people find tickets again, which the tickets service keeps."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from bot_service.application.views.tickets import TicketView


class TicketTags(Protocol):
    """Tags, on behalf of `acting` (`users/7`).

    Raises `NotFoundError`, `RefusedError`, `InvalidFieldsError`, `ForbiddenError`, `UnavailableError`.
    """

    async def change(
        self,
        number: int,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
        acting: str,
        request_id: UUID,
    ) -> TicketView:
        """Add tags and remove others, at least one; repeatable with the same `request_id`.

        A tag has 1 to 32 letters, digits, `-` and `_`, with a letter among them; a `#` before it, capitals, and white
        space in it do not matter. `RefusedError` where there would be more than 10.
        """
        ...

    async def common(self, *, acting: str) -> Sequence[str]:
        """Return those in use, the most used first, at most 50; for staff."""
        ...
