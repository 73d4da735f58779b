"""Port: words that the desk's people send again and again (decision 58)."""

from collections.abc import Sequence
from typing import Protocol

from bot_service.domain.quick_replies.quick_reply import QuickReply


class TooManyQuickRepliesError(Exception):
    """Its owner has as many as there can be."""


class QuickReplies(Protocol):
    """Who may change what of whom, the caller decides. Raises `UnavailableError` while they cannot be reached."""

    async def of(self, owner: str) -> Sequence[QuickReply]:
        """Return those of an owner, by their titles."""
        ...

    async def get(self, id_: int) -> QuickReply | None: ...

    async def save(self, owner: str, title: str, words: str, *, instead_of: int | None = None) -> QuickReply:
        """Keep it in place of the owner's one of that title, and of the one with the id; repeatable.

        Raises `TooManyQuickRepliesError`, and then nothing is changed.
        """
        ...

    async def delete(self, id_: int, *, owner: str) -> None:
        """Delete it, if it is the owner's; what is gone stays so."""
        ...
