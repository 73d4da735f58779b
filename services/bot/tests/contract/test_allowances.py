"""The contract of `Allowances`, held by what all replicas share and by what a process counts alone."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import REGISTRY
from redis.asyncio import Redis

from bot_service.adapters.outbound.memory.updates.allowances import MOST_KEPT, MemoryAllowances
from bot_service.adapters.outbound.valkey.allowances import ValkeyAllowances
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.ports.updates.allowances import REQUESTS, Allowance, Allowances, Exceeded

RITA, EVE = "users/1", "users/2"
SHORT = Allowance(scope="short", most=2, within=timedelta(seconds=1))


def alone() -> MemoryAllowances:
    return MemoryAllowances(lambda: datetime.now(UTC))


def shared(valkey: Redis) -> ValkeyAllowances:
    return ValkeyAllowances(valkey, 1, ValkeyReachability(), alone(), scopes=[REQUESTS.scope, SHORT.scope])


@pytest.fixture(params=["memory", "valkey"])
async def allowances(request: pytest.FixtureRequest, valkey_url: str) -> AsyncIterator[Allowances]:
    if request.param == "memory":
        yield alone()
        return
    async with Redis.from_url(valkey_url, decode_responses=True) as valkey:
        yield shared(valkey)


def refused(answer: Exceeded | None) -> Exceeded:
    assert answer is not None
    return answer


async def test_so_many_in_an_hour_and_then_none_until_the_oldest_is_an_hour_old(
    allowances: Allowances,
) -> None:
    for draft in range(REQUESTS.most):
        assert await allowances.take(REQUESTS, RITA, draft) is None
    wait = refused(await allowances.take(REQUESTS, RITA, REQUESTS.most)).after
    assert REQUESTS.within - timedelta(minutes=1) < wait <= REQUESTS.within


async def test_an_item_counts_once_however_often_it_is_asked_for(allowances: Allowances) -> None:
    for draft in (*[100] * 50, *range(REQUESTS.most - 1)):
        assert await allowances.take(REQUESTS, RITA, draft) is None
    assert await allowances.take(REQUESTS, RITA, 100) is None
    assert await allowances.take(REQUESTS, RITA, 4711) is not None


async def test_what_was_refused_counts_for_nothing_and_others_are_asked_for_themselves(
    allowances: Allowances,
) -> None:
    for draft in range(3 * REQUESTS.most):
        await allowances.take(REQUESTS, RITA, draft)
    assert await allowances.take(REQUESTS, EVE, 1) is None
    assert await allowances.take(SHORT, RITA, 1) is None


async def test_there_is_room_again_when_it_said(allowances: Allowances) -> None:
    for item in range(SHORT.most):
        await allowances.take(SHORT, RITA, item)
    wait = refused(await allowances.take(SHORT, RITA, 9)).after
    assert timedelta() < wait <= SHORT.within
    ends = datetime.now(UTC) + wait + timedelta(milliseconds=20)
    while datetime.now(UTC) < ends:
        await allowances.take(SHORT, EVE, 0)
    assert await allowances.take(SHORT, RITA, 9) is None


async def test_one_refusal_is_worth_a_word_however_often_it_is_asked_for(allowances: Allowances) -> None:
    for item in range(REQUESTS.most):
        await allowances.take(REQUESTS, RITA, item)
    assert refused(await allowances.take(REQUESTS, RITA, 100)).is_first
    assert not refused(await allowances.take(REQUESTS, RITA, 101)).is_first
    assert refused(await allowances.take(REQUESTS, RITA, 100)).is_first


def decided(decision: str) -> float:
    labels = {"scope": REQUESTS.scope, "decision": decision}
    return REGISTRY.get_sample_value("rate_limit_decisions_total", labels) or 0.0


async def test_without_valkey_each_process_counts_and_that_is_seen() -> None:
    before = decided("allowed_locally"), decided("refused_locally")
    async with Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True) as nowhere:
        cut_off = shared(nowhere)
        for draft in range(REQUESTS.most):
            assert await cut_off.take(REQUESTS, RITA, draft) is None
        assert await cut_off.take(REQUESTS, RITA, 99) is not None
    after = decided("allowed_locally"), decided("refused_locally")
    assert (after[0] - before[0], after[1] - before[1]) == (REQUESTS.most, 1)
    assert REGISTRY.get_sample_value("valkey_reachable") == 0


async def test_a_process_remembers_so_many_people_and_no_more() -> None:
    allowances = alone()
    for person in range(MOST_KEPT + 10):
        await allowances.take(REQUESTS, f"users/{person}", 1)
    assert len(allowances._taken) == MOST_KEPT
