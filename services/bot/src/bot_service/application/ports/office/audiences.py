"""Port: who an announcement can be for; the tickets service knows them."""

from collections.abc import Sequence
from typing import Protocol

from bot_service.domain.office.announcement import Audience


class Audiences(Protocol):
    async def of(self, audience: Audience, *, place: str = "", acting: str) -> Sequence[str]:
        """Return the names (`users/7`), each once, of those who are not shut out.

        `place` is the code of one, of `Audience.PLACE` alone. On behalf of `acting`, who sees all tickets. Raises
        `NotFoundError` and `InvalidFieldsError` for a place that is not known, `ForbiddenError`, `UnavailableError`.
        """
        ...
