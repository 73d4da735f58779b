"""Port: calls that are held until quiet hours end, or for a digest; and when digests are due (decision 61)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.notifications.quiet import NoticePreferences


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNews:
    """What is held for a digest of one ticket."""

    ticket: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDigest:
    chat_id: int
    user_name: str
    """`users/7`"""
    language: str
    chosen: NoticePreferences
    due: datetime
    news: Sequence[HeldNews]
    """What was told last comes first."""
    held: Sequence[int]
    """The calls that are held for it, which it tells of."""


class HeldCalls(Protocol):
    """Raises `UnavailableError`."""

    async def release(self, now: datetime) -> int:
        """Let go out what is held no longer, in its order, and once; return how many that were."""
        ...

    async def due_digests(self, now: datetime) -> Sequence[DueDigest]:
        """Return the digests that are due, the longest due first; at most 100."""
        ...

    async def finish(
        self, digest: DueDigest, following: datetime | None, zone: str, calls: Sequence[OutgoingCall]
    ) -> bool:
        """Write the digest's calls in place of what was held for it, and when the next is due; False if that is done.

        All of it or nothing, and once, however many do it.
        """
        ...
