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


class Conversations(Protocol):
    """Both raise `UnavailableError` when the store cannot be reached."""

    async def before(self, key: ConversationKey, update_id: int) -> KeptConversation:
        """Return the conversation as it was before this update, even if the update has been saved already."""
        ...

    async def save(
        self, key: ConversationKey, update_id: int, before: KeptConversation, after: KeptConversation
    ) -> None:
        """Replace the conversation in one write, marked with the update that made it so."""
        ...
