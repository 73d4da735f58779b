"""The contract of `RequestAllowance`, held by what all replicas share and by the fake of the dialogs' tests."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from bot_service.adapters.outbound.memory.request_allowance import MemoryRequestAllowance
from bot_service.adapters.outbound.valkey.request_allowance import ValkeyRequestAllowance
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.request_allowance import MOST_REQUESTS, WITHIN, RequestAllowance

RITA, EVE = "users/1", "users/2"


@pytest.fixture(params=["memory", "valkey"])
async def allowance(request: pytest.FixtureRequest, valkey_url: str) -> AsyncIterator[RequestAllowance]:
    if request.param == "memory":
        yield MemoryRequestAllowance(lambda: datetime.now(UTC))
        return
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        yield ValkeyRequestAllowance(valkey, 1)


async def test_so_many_in_an_hour_and_then_none_until_the_oldest_is_an_hour_old(
    allowance: RequestAllowance,
) -> None:
    for draft in range(MOST_REQUESTS):
        assert await allowance.take(RITA, draft) is None
    wait = await allowance.take(RITA, MOST_REQUESTS)
    assert wait is not None
    assert WITHIN - timedelta(minutes=1) < wait <= WITHIN


async def test_a_draft_counts_once_however_often_it_is_sent(allowance: RequestAllowance) -> None:
    for draft in (*[100] * 50, *range(MOST_REQUESTS - 1)):
        assert await allowance.take(RITA, draft) is None
    assert await allowance.take(RITA, 100) is None
    assert await allowance.take(RITA, 4711) is not None


async def test_others_are_not_affected_and_what_was_refused_does_not_count(
    allowance: RequestAllowance,
) -> None:
    for draft in range(MOST_REQUESTS * 2):
        await allowance.take(RITA, draft)
    assert await allowance.take(EVE, 1) is None
    assert await allowance.take(RITA, MOST_REQUESTS - 1) is None


async def test_what_is_an_hour_old_makes_room(valkey_url: str) -> None:
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        allowance = ValkeyRequestAllowance(valkey, 1)
        for draft in range(MOST_REQUESTS):
            await allowance.take(RITA, draft)
        (key,) = await valkey.keys()
        await valkey.zincrby(key, -WITHIN.total_seconds() / 2, "3")
        wait = await allowance.take(RITA, 100)
        assert wait is not None
        assert abs(wait - WITHIN / 2) < timedelta(minutes=1)
        await valkey.zincrby(key, -WITHIN.total_seconds() / 2, "3")
        assert await allowance.take(RITA, 100) is None
        assert await allowance.take(RITA, 101) is not None


async def test_without_valkey_it_is_an_outage() -> None:
    async with Redis.from_url("redis://127.0.0.1:1", decode_responses=True) as valkey:
        with pytest.raises(UnavailableError):
            await ValkeyRequestAllowance(valkey, 1).take(RITA, 1)
