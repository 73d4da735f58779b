"""Port: calls whose process died over them, which nobody may make again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedCall:
    """About a ticket, and of a fate that nobody knows."""

    id: int
    chat_id: int
    ticket: int
    cause: str
    traceparent: str


class InterruptedCalls(Protocol):
    """Both methods raise `UnavailableError` while the database cannot be used."""

    async def untold(self, limit: int) -> Sequence[InterruptedCall]:
        """Return those that nobody was told of, the oldest first."""
        ...

    async def told(self, call: InterruptedCall, calls: Sequence[OutgoingCall]) -> None:
        """Record that `calls` tell of it, once for all that has the same cause."""
        ...
