"""The contract of `RateLimiter`, held by the shared budgets and by the local ones."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from prometheus_client import REGISTRY
from redis.asyncio import Redis

from bot_service.adapters.outbound.budgets import BOT, GLOBAL_PAUSE_CHATS, GROUP, PRIVATE_CHAT
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.valkey.rate_limiter import ValkeyRateLimiter
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter


@pytest.fixture(params=["memory", "valkey"])
async def limiter(request: pytest.FixtureRequest, valkey_url: str) -> AsyncIterator[RateLimiter]:
    if request.param == "memory":
        yield MemoryRateLimiter()
        return
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        yield ValkeyRateLimiter(valkey, 1, ValkeyReachability(), MemoryRateLimiter())


async def taken(limiter: RateLimiter, chat_id: int, most: int = 100) -> int:
    """Take until there is something to wait for; return how often it worked."""
    for number in range(most):
        if await limiter.take(chat_id):
            return number
    return most


async def test_a_private_chat_allows_a_short_burst_then_one_a_second(limiter: RateLimiter) -> None:
    started = time.monotonic()
    count = await taken(limiter, 1)
    refilled = (time.monotonic() - started) * PRIVATE_CHAT.per_second
    assert PRIVATE_CHAT.burst <= count <= PRIVATE_CHAT.burst + refilled
    assert 0 < await limiter.take(1) <= 1


async def test_a_group_is_told_to_wait_for_its_minute(limiter: RateLimiter) -> None:
    started = time.monotonic()
    assert await taken(limiter, -1) == GROUP.most
    # Nothing is refilled before the minute since the first is over: Telegram counts any minute.
    passed = time.monotonic() - started
    assert GROUP.seconds - passed - 0.1 <= await limiter.take(-1) <= GROUP.seconds
    assert await taken(limiter, -2) > 0


async def test_all_chats_share_the_budget_of_the_bot(limiter: RateLimiter) -> None:
    started = time.monotonic()
    waits = [await limiter.take(chat_id) for chat_id in range(1, 200)]
    refilled = (time.monotonic() - started) * BOT.per_second
    assert BOT.burst <= waits.count(0.0) <= BOT.burst + refilled + 1
    assert max(waits) <= 1 / BOT.per_second


async def test_what_is_spared_is_left_for_others(limiter: RateLimiter) -> None:
    spared = 10
    taken_so = 0
    while not await limiter.take(1_000 + taken_so, spare=spared):
        taken_so += 1
    assert BOT.burst - spared <= taken_so <= BOT.burst - spared + 3
    assert [await limiter.take(chat_id) for chat_id in range(spared - 1)] == [0.0] * (spared - 1)


async def test_what_waits_spends_nothing(limiter: RateLimiter) -> None:
    await taken(limiter, 1)
    first = await limiter.take(1)
    for _ in range(20):
        await limiter.take(1)
    assert await limiter.take(1) <= first


async def test_the_wait_ends_when_it_said(limiter: RateLimiter) -> None:
    await taken(limiter, 1)
    await asyncio.sleep(await limiter.take(1) + 0.01)
    assert await limiter.take(1) == 0.0


async def test_a_pause_holds_for_the_chat_alone(limiter: RateLimiter) -> None:
    await limiter.pause(1, 5.0)
    assert 4 < await limiter.take(1) <= 5
    assert await limiter.take(2) == 0.0


async def test_many_pauses_at_once_are_one_for_the_bot(limiter: RateLimiter) -> None:
    for chat_id in range(1, GLOBAL_PAUSE_CHATS + 1):
        await limiter.pause(chat_id, 5.0)
    assert 4 < await limiter.take(99) <= 5


async def test_replicas_share_their_budget(valkey_url: str) -> None:
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        replicas = [ValkeyRateLimiter(valkey, 1, ValkeyReachability(), MemoryRateLimiter()) for _ in range(2)]
        counts = [await taken(replica, -7) for replica in replicas]
    assert sum(counts) == GROUP.most


async def test_without_valkey_the_local_budget_counts_until_it_is_back(valkey_url: str) -> None:
    now = 0.0
    local = MemoryRateLimiter()
    async with Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True) as nowhere:
        limiter = ValkeyRateLimiter(nowhere, 1, ValkeyReachability(clock=lambda: now, retry_seconds=5), local)
        assert PRIVATE_CHAT.burst <= await taken(limiter, 1) < PRIVATE_CHAT.burst + 3
        await limiter.pause(2, 5.0)
        assert await local.take(2) > 4
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        limiter._take = valkey.register_script(limiter._take.script)
        assert await limiter.take(1) > 0
        now = 5.1
        assert await limiter.take(1) == 0.0


def decided(decision: str) -> float:
    labels = {"scope": "telegram_messages", "decision": decision}
    count = REGISTRY.get_sample_value("rate_limit_decisions_total", labels)
    assert count is not None, "there from the start"
    return count


async def test_decisions_are_counted_and_those_of_this_process_alone_by_themselves(valkey_url: str) -> None:
    names = ("allowed", "delayed", "allowed_locally", "delayed_locally")
    before = [decided(name) for name in names]
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        shared = ValkeyRateLimiter(valkey, 1, ValkeyReachability(), MemoryRateLimiter())
        await shared.take(-3)
        await shared.pause(-3, 5.0)
        await shared.take(-3)
    async with Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True) as nowhere:
        local = ValkeyRateLimiter(nowhere, 1, ValkeyReachability(), MemoryRateLimiter())
        await local.take(-3)
        await local.pause(-3, 5.0)
        await local.take(-3)
    assert [decided(name) - count for name, count in zip(names, before, strict=True)] == [1, 1, 1, 1]


async def test_many_at_once_take_no_more_than_one_by_one(limiter: RateLimiter) -> None:
    started = time.monotonic()
    waits = await asyncio.gather(*(limiter.take(1 + number % 20) for number in range(60)))
    refilled = (time.monotonic() - started) * BOT.per_second
    assert BOT.burst <= waits.count(0.0) <= BOT.burst + refilled + 1
    assert all(wait <= 1 / PRIVATE_CHAT.per_second for wait in waits)
    in_one_chat = await asyncio.gather(*(limiter.take(99) for _ in range(30)))
    assert in_one_chat.count(0.0) <= PRIVATE_CHAT.burst
