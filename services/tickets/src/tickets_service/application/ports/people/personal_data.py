"""Port: what people wrote themselves, for when they are forgotten (decision 43)."""

from dataclasses import dataclass
from typing import Final, Protocol

from tickets_service.domain.people.user import UserId

ERASED: Final = "—"
"""Stands where words have to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedWords:
    """How many of each kind held something; files of an older system that they sent are not counted."""

    tickets: int
    """Tickets that they reported: their descriptions and the comments of their ratings."""
    comments: int
    """What they said as themselves, not for the desk; with all versions."""
    events: int
    """Of the histories of their tickets and of themselves: reasons, and what texts were before and after."""
    followed: int
    """Tickets that they follow no longer."""
    answers: int
    """Kept answers to requests that speak of them."""


class PersonalData(Protocol):
    async def erase(self, user_id: UserId) -> ErasedWords:
        """Erase it, everywhere at once with the unit of work; what was erased before is none."""
        ...
