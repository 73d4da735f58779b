"""Conversations in Valkey: one key per chat and person, written once per update."""

from collections.abc import Sequence
from typing import Final, cast

from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot_service.adapters.outbound.batches import Batches
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.conversations import ConversationKey, KeptConversation

KEPT_SECONDS: Final = 7 * 24 * 3600
"""After a week without a word, a half-done dialog has been forgotten by the person too."""
NONE_KEPT: Final = KeptConversation()


class Record(BaseModel):
    """A key's value: the conversation as it is, as it was before the last update, and which update that was."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)  # it is what people wrote

    current: KeptConversation
    previous: KeptConversation
    update_id: int


class ValkeyConversations:
    def __init__(self, valkey: Redis) -> None:
        self._valkey = valkey
        self._reading = Batches[str, str | None](self._read)

    async def before(self, key: ConversationKey, update_id: int) -> KeptConversation:
        value = await self._reading(name_of(key))
        if value is None:
            return NONE_KEPT
        record = Record.model_validate_json(value)
        return record.previous if record.update_id == update_id else record.current

    async def save(
        self, key: ConversationKey, update_id: int, before: KeptConversation, after: KeptConversation
    ) -> None:
        if before is NONE_KEPT and after == before:
            return  # neither an earlier try of this update nor anybody else has kept what this would replace
        value = Record(current=after, previous=before, update_id=update_id).model_dump_json()
        try:
            await self._valkey.set(name_of(key), value, ex=KEPT_SECONDS)
        except (RedisError, OSError) as error:
            raise UnavailableError("conversations cannot be written") from error

    async def _read(self, names: Sequence[str]) -> Sequence[str | None]:
        try:
            return cast("list[str | None]", await self._valkey.mget(names))  # responses are decoded
        except (RedisError, OSError) as error:
            raise UnavailableError("conversations cannot be read") from error


def name_of(key: ConversationKey) -> str:
    return f"fixline:{{{key.bot_id}}}:conversation:{key.chat_id}:{key.user_id}"
