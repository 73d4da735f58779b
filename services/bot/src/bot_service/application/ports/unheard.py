"""Port: who is told that somebody cannot be reached."""

from collections.abc import Sequence
from typing import Protocol

from bot_service.domain.outgoing import OutgoingCall


class Unheard(Protocol):
    async def __call__(self, chat_id: int, tickets: Sequence[int]) -> Sequence[OutgoingCall]:
        """Return what is to be said to those who wait to be heard in a chat where nothing arrives, about these tickets.

        Raises `UnavailableError`.
        """
        ...
