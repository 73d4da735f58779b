"""aiogram's storage of one update: reads what was, collects what changes, and writes nothing itself."""

import copy
from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot_service.application.ports.conversations import Conversation, ConversationKey


class ConversationBuffer(BaseStorage):
    """Holds the conversation of one person in one chat while one update is handled."""

    def __init__(self, key: StorageKey, before: Conversation) -> None:
        self._key = key
        self._state = before.state
        self._data = copy.deepcopy(dict(before.data))

    @property
    def after(self) -> Conversation:
        return Conversation(state=self._state, data=self._data)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self._check(key)
        self._state = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        self._check(key)
        return self._state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self._check(key)
        self._data = copy.deepcopy(dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        self._check(key)
        return copy.deepcopy(self._data)

    async def close(self) -> None:
        """Nothing to close."""

    def _check(self, key: StorageKey) -> None:
        if key != self._key:
            raise LookupError("an update has no business in another conversation")


def storage_key(key: ConversationKey) -> StorageKey:
    return StorageKey(bot_id=key.bot_id, chat_id=key.chat_id, user_id=key.user_id)
