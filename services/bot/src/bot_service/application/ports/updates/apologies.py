"""Port: what a person is told when their update cannot be dealt with."""

from collections.abc import Sequence
from typing import Protocol

from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.domain.deliveries.outgoing import OutgoingCall


class Apologies(Protocol):
    """All return nothing where nobody waits for an answer; all but `unsaid` never raise."""

    async def gave_up(self, update: ClaimedUpdate, incident: str) -> Sequence[OutgoingCall]: ...

    async def takes_longer(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]: ...

    async def in_its_turn(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]:
        """Say that what somebody asks for has to wait until `update` before it is dealt with."""
        ...

    async def unsaid(self, call: OutgoingCall, incident: str) -> Sequence[OutgoingCall]:
        """Say, as plainly as can be, that Telegram refused to show what `call` would have.

        Raises `UnavailableError`.
        """
        ...
