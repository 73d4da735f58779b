"""Port: what an update means (decision 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from bot_service.domain.deliveries.outgoing import OutgoingCall


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateKey:
    """Which update is being handled."""

    bot_id: int
    update_id: int

    def request_id(self, step: str) -> UUID:
        """Return the id of one effect of this update: the same at every redelivery."""
        return uuid5(NAMESPACE_URL, f"telegram:{self.bot_id}:{self.update_id}:{step}")


class UnfitUpdateError(Exception):
    """The update cannot be read by this release: its own heart does not look as the Bot API documents it."""


class UnknownUpdateError(Exception):
    """The update is of a kind that this release does not know; a later one may."""


class UpdateHandler(Protocol):
    async def __call__(self, key: UpdateKey, update: Mapping[str, Any]) -> Sequence[OutgoingCall]:
        """Carry out what the update asks for and return what is to be said about it.

        May be called again with the same key after a crash and must then have no further effect. Raises
        `UnfitUpdateError`, `UnknownUpdateError`, or whatever keeps it from being done now: it is tried again later.
        """
        ...
