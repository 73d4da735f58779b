"""Conversations in Valkey: one key per chat and person, written once per update."""

from typing import Final

from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.conversations import ConversationKey, KeptConversation

KEPT_SECONDS: Final = 7 * 24 * 3600
"""After a week without a word, a half-done dialog has been forgotten by the person too."""


class Record(BaseModel):
    """A key's value: the conversation as it is, as it was before the last update, and which update that was."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)  # it is what people wrote

    current: KeptConversation
    previous: KeptConversation
    update_id: int


class ValkeyConversations:
    def __init__(self, valkey: Redis) -> None:
        self._valkey = valkey

    async def before(self, key: ConversationKey, update_id: int) -> KeptConversation:
        try:
            value = await self._valkey.get(name_of(key))
        except (RedisError, OSError) as error:
            raise UnavailableError("conversations cannot be read") from error
        if value is None:
            return KeptConversation()
        record = Record.model_validate_json(value)
        return record.previous if record.update_id == update_id else record.current

    async def save(
        self, key: ConversationKey, update_id: int, before: KeptConversation, after: KeptConversation
    ) -> None:
        value = Record(current=after, previous=before, update_id=update_id).model_dump_json()
        try:
            await self._valkey.set(name_of(key), value, ex=KEPT_SECONDS)
        except (RedisError, OSError) as error:
            raise UnavailableError("conversations cannot be written") from error


def name_of(key: ConversationKey) -> str:
    return f"fixline:{{{key.bot_id}}}:conversation:{key.chat_id}:{key.user_id}"
