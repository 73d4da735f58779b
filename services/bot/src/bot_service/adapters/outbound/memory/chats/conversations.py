"""`Conversations` in memory: for tests of dialogs."""

import copy
from dataclasses import dataclass

from bot_service.application.ports.chats.conversations import ConversationKey, KeptConversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    update_id: int
    before: KeptConversation
    after: KeptConversation


class MemoryConversations:
    """There is nowhere else that it could be."""

    def __init__(self) -> None:
        self._saved: dict[ConversationKey, Saved] = {}

    async def before(self, key: ConversationKey, update_id: int) -> KeptConversation:
        saved = self._saved.get(key)
        if saved is None:
            return KeptConversation()
        return copy.deepcopy(saved.before if saved.update_id == update_id else saved.after)

    async def save(
        self, key: ConversationKey, update_id: int, before: KeptConversation, after: KeptConversation
    ) -> None:
        self._saved[key] = copy.deepcopy(Saved(update_id=update_id, before=before, after=after))

    async def bring_back(self) -> int:
        return 0
