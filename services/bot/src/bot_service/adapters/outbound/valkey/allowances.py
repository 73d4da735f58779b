"""How much people may ask of the desk, counted for all replicas together (decision 40)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from redis.asyncio import Redis

from bot_service.adapters.outbound.batches import Batches
from bot_service.adapters.outbound.valkey.reachability import ValkeyAwayError, ValkeyReachability
from bot_service.application.ports.updates.allowances import Allowance, Allowances, Exceeded
from fixline_telemetry.metrics import decision_counters

# Of each who asks, KEYS: what the person took, by when; which refusal they were told of. ARGV: item, how many, within
# how many seconds. Returns of each the seconds to wait as text, "0" = it counts, and whether this refusal is the one to
# tell of. Valkey's own clock: the replicas' may differ. Not a pipeline: redis-py asks before each of those whether the
# script is known.
TAKE: Final = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local function take(taken, refusals, item, most, within)
    redis.call('ZREMRANGEBYSCORE', taken, '-inf', now - within)
    if redis.call('ZSCORE', taken, item) then
        return {'0', 0}
    end
    if redis.call('ZCARD', taken) >= tonumber(most) then
        local told = redis.call('SET', refusals, item, 'NX', 'GET', 'EX', within)
        local oldest = redis.call('ZRANGE', taken, 0, 0, 'WITHSCORES')[2] or now
        return {tostring(oldest + within - now), (not told or told == item) and 1 or 0}
    end
    redis.call('ZADD', taken, string.format('%.6f', now), item)
    redis.call('EXPIRE', taken, within)
    return {'0', 0}
end
local answers = {}
for i = 1, #KEYS / 2 do
    answers[i] = take(KEYS[2 * i - 1], KEYS[2 * i], ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i])
end
return answers
"""
ALLOWED: Final = "allowed"
REFUSED: Final = "refused"
LOCALLY: Final = "_locally"
DECISIONS: Final = (ALLOWED, REFUSED, ALLOWED + LOCALLY, REFUSED + LOCALLY)


@dataclass(frozen=True, slots=True)
class AskedItem:
    allowance: Allowance
    person: str
    item: int


class ValkeyAllowances:
    """Asks `fallback` while Valkey is away, or slow."""

    def __init__(
        self,
        valkey: Redis,
        bot_id: int,
        reachability: ValkeyReachability,
        fallback: Allowances,
        *,
        scopes: Sequence[str],
    ) -> None:
        """`scopes`: of the allowances that will be asked for; their decisions are counted from 0 on."""
        self._prefix = f"fixline:{{{bot_id}}}"
        self._reachability = reachability
        self._fallback = fallback
        self._take = valkey.register_script(TAKE)
        self._taking = Batches[AskedItem, Exceeded | None](self._take_all)
        self._decisions = {scope: decision_counters(scope, DECISIONS) for scope in scopes}

    async def take(self, allowance: Allowance, person: str, item: int) -> Exceeded | None:
        where = ""
        try:
            refused = await self._taking(AskedItem(allowance, person, item))
        except ValkeyAwayError:
            refused, where = await self._fallback.take(allowance, person, item), LOCALLY
        self._decisions[allowance.scope][(ALLOWED if refused is None else REFUSED) + where].inc()
        return refused

    async def _take_all(self, asked: Sequence[AskedItem]) -> Sequence[Exceeded | None]:
        """Ask for all in one round trip."""
        return [refusal(answer) for answer in await self._reachability.ask_promptly(lambda: self._ask(asked))]

    async def _ask(self, asked: Sequence[AskedItem]) -> Sequence[Any]:
        keys: list[str] = []
        arguments: list[int] = []
        for each in asked:
            name = f"{self._prefix}:{each.allowance.scope}:{each.person}"
            keys += [name, f"{name}:told"]
            within = round(each.allowance.within.total_seconds())
            arguments += [each.item, each.allowance.most, within]
        answers: Sequence[Any] = await self._take(keys=keys, args=arguments)
        return answers


def refusal(answer: Sequence[Any]) -> Exceeded | None:
    seconds, is_first = float(answer[0]), bool(answer[1])
    return Exceeded(after=timedelta(seconds=seconds), is_first=is_first) if seconds > 0 else None
