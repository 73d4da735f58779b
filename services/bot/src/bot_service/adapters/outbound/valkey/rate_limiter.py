"""Budgets that all replicas share."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from redis.asyncio import Redis

from bot_service.adapters.outbound.batches import Batches
from bot_service.adapters.outbound.budgets import (
    BOT,
    GLOBAL_PAUSE_CHATS,
    PAUSE_WINDOW,
    Window,
    budget_of,
)
from bot_service.adapters.outbound.valkey.reachability import ValkeyAwayError, ValkeyReachability
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from fixline_telemetry.metrics import decision_counters

# KEYS: pause and bucket of the bot, then of each chat. ARGV: burst and refill per second of the bot, then of each chat,
# each with what is to be left in the bucket of the bot (of the bot: 0). A chat with a window has how many may be in it,
# and its seconds below 0, and keeps the times of the last so many, the newest first.
# Returns for each chat the seconds to wait as text, "0" = taken. Valkey's own clock counts: the replicas' may differ.
TAKE: Final = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local levels = {}
local function level(i)
    local name, burst, rate = KEYS[2 * i], tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1])
    if not levels[name] then
        local kept = redis.call('HMGET', name, 'level', 'since')
        local was = tonumber(kept[1]) or burst
        levels[name] = math.min(burst, was + math.max(0, now - (tonumber(kept[2]) or now)) * rate)
    end
    return levels[name]
end
local function turn(i, left)
    local burst, rate = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1])
    if rate > 0 then
        return (1 + left - level(i)) / rate
    end
    local last = redis.call('LINDEX', KEYS[2 * i], burst - 1)
    return last and tonumber(last) - rate - now or 0
end
local function wait(i, left)
    return math.max(redis.call('PTTL', KEYS[2 * i - 1]) / 1000, turn(i, left))
end
local function spend(i)
    local name, burst, rate = KEYS[2 * i], tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1])
    if rate < 0 then
        redis.call('LPUSH', name, string.format('%.6f', now))
        redis.call('LTRIM', name, 0, burst - 1)
        redis.call('PEXPIRE', name, math.ceil(-rate * 1000))
        return
    end
    levels[name] = level(i) - 1
    redis.call('HSET', name, 'level', tostring(levels[name]), 'since', string.format('%.6f', now))
    redis.call('PEXPIRE', name, math.ceil(burst / rate * 1000) + 1000)
end
local answers = {}
for i = 2, #KEYS / 2 do
    local seconds = math.max(wait(1, tonumber(ARGV[3 * i])), wait(i, 0))
    if seconds > 0 then
        answers[i - 1] = tostring(seconds)
    else
        spend(1)
        spend(i)
        answers[i - 1] = '0'
    end
end
return answers
"""
# KEYS: pause of the bot, pause of the chat, the chats told lately.
# ARGV: milliseconds, chat, window in seconds, how many chats within it mean the whole bot.
PAUSE: Final = """
local now = tonumber(redis.call('TIME')[1])
redis.call('SET', KEYS[2], '1', 'PX', ARGV[1])
redis.call('ZADD', KEYS[3], now, ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - tonumber(ARGV[3]))
redis.call('EXPIRE', KEYS[3], ARGV[3])
if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[4]) then
    redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
end
return 1
"""
DECISIONS: Final = decision_counters(
    "telegram_messages", ("allowed", "delayed", "allowed_locally", "delayed_locally")
)


class ValkeyRateLimiter:
    """Asks `fallback` while Valkey is away, or slow."""

    def __init__(
        self, valkey: Redis, bot_id: int, reachability: ValkeyReachability, fallback: RateLimiter
    ) -> None:
        # The tag in braces keeps the keys of a bot on one node of a cluster.
        self._prefix = f"fixline:{{{bot_id}}}"
        self._fallback = fallback
        self._reachability = reachability
        self._take = valkey.register_script(TAKE)
        self._taking = Batches[tuple[int, int], float | None](self._take_all)
        self._pause = valkey.register_script(PAUSE)

    async def take(self, chat_id: int, *, spare: int = 0) -> float:
        wait, where = await self._taking((chat_id, spare)), ""
        if wait is None:
            wait, where = await self._fallback.take(chat_id, spare=spare), "_locally"
        DECISIONS[f"{'delayed' if wait > 0 else 'allowed'}{where}"].inc()
        return wait

    async def pause(self, chat_id: int, seconds: float) -> None:
        arguments: list[float] = [max(1, round(seconds * 1000)), chat_id, PAUSE_WINDOW, GLOBAL_PAUSE_CHATS]
        keys = [*self._pause_keys(chat_id), f"{self._prefix}:told"]
        with suppress(ValkeyAwayError):
            await self._reachability.ask(lambda: self._pause(keys=keys, args=arguments))
        # The fallback must know too, should Valkey go away in the meantime.
        await self._fallback.pause(chat_id, seconds)

    async def _take_all(self, wanted: Sequence[tuple[int, int]]) -> Sequence[float | None]:
        """Take for each chat and what it spares, in this order; None for all when Valkey cannot be reached."""
        keys = [f"{self._prefix}:pause", f"{self._prefix}:budget"]
        arguments: list[float] = [BOT.burst, BOT.per_second, 0]
        for chat_id, spare in wanted:
            limit = budget_of(chat_id)
            if isinstance(limit, Window):
                kept = "window"
                arguments += [limit.most, -limit.seconds, spare]
            else:
                kept = "budget"
                arguments += [limit.burst, limit.per_second, spare]
            keys += [f"{self._prefix}:pause:{chat_id}", f"{self._prefix}:{kept}:{chat_id}"]
        try:
            answers = await self._reachability.ask_promptly(lambda: self._take(keys=keys, args=arguments))
        except ValkeyAwayError:
            return [None] * len(wanted)
        return [float(answer) for answer in answers]

    def _pause_keys(self, chat_id: int) -> list[str]:
        return [f"{self._prefix}:pause", f"{self._prefix}:pause:{chat_id}"]
