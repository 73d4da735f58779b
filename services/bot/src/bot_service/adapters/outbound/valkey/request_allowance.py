"""How many requests people may send, counted for all replicas together."""

from datetime import timedelta
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.request_allowance import MOST_REQUESTS, WITHIN
from fixline_telemetry.metrics import decision_counters

# KEYS: the drafts that the person sent, by when. ARGV: draft, how many, within how many seconds.
# Returns the seconds to wait as text, "0" = it counts. Valkey's own clock: the replicas' may differ.
TAKE: Final = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[3])
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
    return '0'
end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
    return tostring(redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] + ARGV[3] - now)
end
redis.call('ZADD', KEYS[1], string.format('%.6f', now), ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return '0'
"""
DECISIONS: Final = decision_counters("person_requests", ("allowed", "refused"))


class ValkeyRequestAllowance:
    def __init__(self, valkey: Redis, bot_id: int) -> None:
        self._prefix = f"fixline:{{{bot_id}}}:requests"
        self._take = valkey.register_script(TAKE)

    async def take(self, person: str, draft: int) -> timedelta | None:
        arguments = [draft, MOST_REQUESTS, round(WITHIN.total_seconds())]
        try:
            seconds = float(await self._take(keys=[f"{self._prefix}:{person}"], args=arguments))
        except (RedisError, OSError) as error:
            raise UnavailableError("requests cannot be counted") from error
        DECISIONS["refused" if seconds > 0 else "allowed"].inc()
        return timedelta(seconds=seconds) if seconds > 0 else None
