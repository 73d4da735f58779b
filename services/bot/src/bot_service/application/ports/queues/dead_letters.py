"""Port: updates and calls that were given up, for the operator who puts them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedUpdate:
    """An update that was put back, as it stands now."""

    bot_id: int
    update_id: int
    state: str
    """`InboxState`'s word for it."""
    error: str
    """Of the last try since, such as `ValueError`; empty when there was none, or it went well."""
    incident: str


class DeadLetters(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def replay_updates(self, update_ids: Sequence[int] | None) -> Sequence[ReplayedUpdate]:
        """Put back those of the updates that were given up or skipped; with None, all that were given up.

        Return which were put back. What they have done already they do not do again: its ids come from the update.
        """
        ...

    async def standing(self, updates: Sequence[ReplayedUpdate]) -> Sequence[ReplayedUpdate]:
        """Return how the updates stand now; what is no longer there is left out."""
        ...

    async def replay_deliveries(self, delivery_ids: Sequence[int]) -> Sequence[int]:
        """Let those of the calls be made again that failed for good or of whose outcome nothing is known.

        Return which will be. Never an edit, which would draw what was over an appearance that is newer.
        """
        ...
