"""What Valkey holds of a person: conversations, and how fast their chat may be written to."""

from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.people.personal_data import Erased

PATTERNS: Final = ("conversation:{id}:*", "conversation:*:{id}", "pause:{id}", "budget:{id}")
KIND: Final = "conversations and budgets in Valkey"


class ValkeyPersonalData:
    """Of every bot whose keys are there."""

    def __init__(self, valkey: Redis) -> None:
        self._valkey = valkey

    async def count(self, telegram_id: int) -> Erased:
        return {KIND: len(await self._names(telegram_id))}

    async def erase(self, telegram_id: int) -> Erased:
        names = await self._names(telegram_id)
        try:
            # One by one: the keys of two bots are on two nodes of a cluster.
            return {KIND: sum([await self._valkey.unlink(name) for name in sorted(names)])}
        except (RedisError, OSError) as error:
            raise unavailable(error) from error

    async def _names(self, telegram_id: int) -> set[str]:
        try:
            return {
                name
                for pattern in PATTERNS
                async for name in self._valkey.scan_iter(
                    match="fixline:{*}:" + pattern.format(id=telegram_id), count=1_000
                )
            }
        except (RedisError, OSError) as error:
            raise unavailable(error) from error


def unavailable(error: Exception) -> UnavailableError:
    return UnavailableError(f"valkey: {type(error).__name__}")
