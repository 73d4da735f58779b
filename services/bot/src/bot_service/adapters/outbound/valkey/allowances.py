"""How much people may ask of the desk, counted for all replicas together (decision 40)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from redis.asyncio import Redis

from bot_service.adapters.outbound.batches import Batches
from bot_service.adapters.outbound.valkey.reachability import Reachability, ValkeyAwayError
from bot_service.application.ports.allowances import Allowance, Allowances, Refused
from fixline_telemetry.metrics import decision_counters

# KEYS: what the person took, by when; which refusal they were told of. ARGV: item, how many, within how many seconds.
# Returns the seconds to wait as text, "0" = it counts, and whether this refusal is the one to tell of.
# Valkey's own clock: the replicas' may differ.
TAKE: Final = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[3])
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
    return {'0', 0}
end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
    local told = redis.call('SET', KEYS[2], ARGV[1], 'NX', 'GET', 'EX', ARGV[3])
    local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or now
    return {tostring(oldest + ARGV[3] - now), (not told or told == ARGV[1]) and 1 or 0}
end
redis.call('ZADD', KEYS[1], string.format('%.6f', now), ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return {'0', 0}
"""
ALLOWED: Final = "allowed"
REFUSED: Final = "refused"
LOCALLY: Final = "_locally"
DECISIONS: Final = (ALLOWED, REFUSED, ALLOWED + LOCALLY, REFUSED + LOCALLY)


@dataclass(frozen=True, slots=True)
class Asked:
    allowance: Allowance
    person: str
    item: int


class ValkeyAllowances:
    """Asks `fallback` while Valkey is away."""

    def __init__(
        self,
        valkey: Redis,
        bot_id: int,
        reachability: Reachability,
        fallback: Allowances,
        *,
        scopes: Sequence[str],
    ) -> None:
        """`scopes`: of the allowances that will be asked for; their decisions are counted from 0 on."""
        self._valkey = valkey
        self._prefix = f"fixline:{{{bot_id}}}"
        self._reachability = reachability
        self._fallback = fallback
        self._take = valkey.register_script(TAKE)
        self._taking = Batches[Asked, Refused | None](self._take_all)
        self._decisions = {scope: decision_counters(scope, DECISIONS) for scope in scopes}

    async def take(self, allowance: Allowance, person: str, item: int) -> Refused | None:
        where = ""
        try:
            refused = await self._taking(Asked(allowance, person, item))
        except ValkeyAwayError:
            refused, where = await self._fallback.take(allowance, person, item), LOCALLY
        self._decisions[allowance.scope][(ALLOWED if refused is None else REFUSED) + where].inc()
        return refused

    async def _take_all(self, asked: Sequence[Asked]) -> Sequence[Refused | None]:
        """Ask for all in one round trip."""
        return [refusal(answer) for answer in await self._reachability.ask(lambda: self._ask(asked))]

    async def _ask(self, asked: Sequence[Asked]) -> Sequence[Any]:
        async with self._valkey.pipeline(transaction=False) as pipeline:
            for each in asked:
                name = f"{self._prefix}:{each.allowance.scope}:{each.person}"
                within = round(each.allowance.within.total_seconds())
                await self._take(
                    keys=[name, f"{name}:told"],
                    args=[each.item, each.allowance.most, within],
                    client=pipeline,
                )
            return await pipeline.execute()


def refusal(answer: Sequence[Any]) -> Refused | None:
    seconds, is_first = float(answer[0]), bool(answer[1])
    return Refused(after=timedelta(seconds=seconds), is_first=is_first) if seconds > 0 else None
