"""Port: who is told that somebody cannot be reached, or may not have been."""

from collections.abc import Sequence
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall


class Unheard(Protocol):
    async def __call__(
        self, chat_id: int, tickets: Sequence[int], *, is_unsure: bool = False
    ) -> Sequence[OutgoingCall]:
        """Return what is to be said to those who wait to be heard in a chat where nothing arrives, about these tickets.

        `is_unsure`: something was sent, and nobody knows whether it arrived. Raises `UnavailableError`.
        """
        ...
