"""Conversations in Valkey: one key per chat and person, written once per update."""

from collections.abc import Awaitable, Sequence
from typing import Final, cast

from redis.asyncio import Redis

from bot_service.adapters.outbound.batches import Batches
from bot_service.adapters.outbound.conversation_records import Record, record_in
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.ports.chats.conversations import ConversationKey

KEPT_SECONDS: Final = 7 * 24 * 3600
"""After a week without a word, a half-done dialog has been forgotten by the person too."""

# KEYS: the conversation. ARGV: a record, the update that it is of, for how many seconds it is kept.
WRITE_NEWER: Final = """
local kept = redis.call('GET', KEYS[1])
local readable, record = pcall(cjson.decode, kept or 'null')
if readable and type(record) == 'table' and (tonumber(record['update_id']) or 0) >= tonumber(ARGV[2]) then
    return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
return 1
"""


class ValkeyConversationStore:
    """Every method raises `ValkeyAwayError`."""

    def __init__(self, valkey: Redis, reachability: ValkeyReachability) -> None:
        self._valkey = valkey
        self._reachability = reachability
        self._reading = Batches[str, str | None](self._read)
        self._write_newer = valkey.register_script(WRITE_NEWER)

    async def read(self, key: ConversationKey) -> Record | None:
        value = await self._reading(name_of(key))
        return None if value is None else record_in(value)

    async def write(self, key: ConversationKey, record: Record) -> None:
        value = record.model_dump_json()
        await self._reachability.ask(lambda: self._valkey.set(name_of(key), value, ex=KEPT_SECONDS))

    async def write_newer(self, key: ConversationKey, record: Record) -> None:
        """Write it unless what is there is of a later update, or of the same."""
        arguments: list[str | int] = [record.model_dump_json(), record.update_id, KEPT_SECONDS]
        await self._reachability.ask(lambda: self._write_newer(keys=[name_of(key)], args=arguments))

    async def look_for_valkey(self) -> None:
        """Ask it for nothing but an answer."""
        await self._reachability.ask(self._valkey.ping)

    async def _read(self, names: Sequence[str]) -> Sequence[str | None]:
        return await self._reachability.ask(
            lambda: cast("Awaitable[list[str | None]]", self._valkey.mget(names))  # responses are decoded
        )


def name_of(key: ConversationKey) -> str:
    return f"fixline:{{{key.bot_id}}}:conversation:{key.chat_id}:{key.user_id}"
