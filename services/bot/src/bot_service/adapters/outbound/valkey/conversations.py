"""Conversations in Valkey: one key per chat and person, written once per update."""

import json
from typing import Any, Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.conversations import Conversation, ConversationKey

KEPT_SECONDS: Final = 7 * 24 * 3600
"""After a week without a word, a half-done dialog has been forgotten by the person too."""


class ValkeyConversations:
    """The value holds the conversation as it is, as it was before the last update, and which update that was."""

    def __init__(self, valkey: Redis) -> None:
        self._valkey = valkey

    async def before(self, key: ConversationKey, update_id: int) -> Conversation:
        try:
            kept = await self._valkey.get(name_of(key))
        except (RedisError, OSError) as error:
            raise UnavailableError("conversations cannot be read") from error
        if kept is None:
            return Conversation()
        record = json.loads(kept)
        return conversation_of(record["previous" if record["update_id"] == update_id else "current"])

    async def save(
        self, key: ConversationKey, update_id: int, before: Conversation, after: Conversation
    ) -> None:
        record = {"current": dict_of(after), "previous": dict_of(before), "update_id": update_id}
        try:
            await self._valkey.set(name_of(key), json.dumps(record), ex=KEPT_SECONDS)
        except (RedisError, OSError) as error:
            raise UnavailableError("conversations cannot be written") from error


def name_of(key: ConversationKey) -> str:
    return f"fixline:{{{key.bot_id}}}:conversation:{key.chat_id}:{key.user_id}"


def dict_of(conversation: Conversation) -> dict[str, Any]:
    return {"state": conversation.state, "data": dict(conversation.data)}


def conversation_of(record: dict[str, Any]) -> Conversation:
    return Conversation(state=record["state"], data=record["data"])
