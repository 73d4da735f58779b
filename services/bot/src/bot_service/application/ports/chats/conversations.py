"""Port: where each person is in a dialog."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationKey:
    bot_id: int
    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptConversation:
    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    """JSON values."""
    is_out_of_reach: bool = False
    """There may be another one, which cannot be read now."""


class Conversations(Protocol):
    """All raise `UnavailableError` where nothing can be kept."""

    async def before(self, key: ConversationKey, update_id: int) -> KeptConversation:
        """Return the conversation as it was before this update, even if the update has been saved already."""
        ...

    async def save(
        self, key: ConversationKey, update_id: int, before: KeptConversation, after: KeptConversation
    ) -> None:
        """Replace the conversation in one write, marked with the update that made it so."""
        ...

    async def bring_back(self) -> int:
        """Put what could not be kept in the usual place where it belongs, if that can be; return how much that was."""
        ...
