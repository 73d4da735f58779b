"""Port: what a digest says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot_service.application.ports.notifications.held_calls import DueDigest
from bot_service.domain.deliveries.outgoing import OutgoingCall


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDigest:
    zone: str
    """The person's, now."""
    calls: Sequence[OutgoingCall]
    """None where there is nothing to say."""


class DigestWriter(Protocol):
    async def __call__(self, digest: DueDigest) -> WrittenDigest:
        """Raises what the gateways raise."""
        ...
