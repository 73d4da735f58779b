"""Valkey gone, frozen and back again: calls go on, with a bounded delay."""

import asyncio
import time
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from fixline_testing.beyond_types import present
from tickets_service.adapters.outbound.valkey.metrics import FENCES, LOOKUPS
from tickets_service.adapters.outbound.valkey.user_reader import CachedUserReader
from tickets_service.domain.people.user import Role, User, UserId
from tickets_testing.own_valkey import OwnValkey, Replicas, Shelf

ANN = UserId(7)


def user(role: Role = Role.USER) -> User:
    names = {"username": "", "display_name": "Ann", "language": "en"}
    created = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    return User(id=ANN, telegram_id=5, role=role, active=True, created_at=created, **names)


def counted(outcome: str) -> float:
    value: float = LOOKUPS.labels("users", outcome)._value.get()
    return value


async def hit(reader: CachedUserReader) -> None:
    """Find until the cache has it: a machine that is busy may need some tries."""
    async with asyncio.timeout(30):
        before = counted("hit")
        while counted("hit") == before:
            assert present(await reader.find(ANN)).id == ANN
            await asyncio.sleep(0.01)


async def test_gone_and_back(shelf: Shelf, replica: Replicas, own_valkey: OwnValkey) -> None:
    await own_valkey.start()
    reader = CachedUserReader(shelf, replica(own_valkey.url, change_seconds=0.1, lease_seconds=0.5))
    shelf.users[ANN] = user()
    await hit(reader)
    own_valkey.stop()
    with capture_logs() as logs:
        errors, skipped = counted("error"), counted("skipped")
        for _ in range(50):
            assert present(await reader.find(ANN)).id == ANN
        assert counted("error") > errors
        assert counted("skipped") > skipped
        await own_valkey.start()
        await hit(reader)
    assert [line["event"] for line in logs] == ["cache.away", "cache.back"]


async def test_changes_while_it_is_gone(shelf: Shelf, replica: Replicas, own_valkey: OwnValkey) -> None:
    cache = replica(own_valkey.url, change_seconds=0.1, lease_seconds=0.5)
    reader = CachedUserReader(shelf, cache)
    failed = FENCES.labels("failed")._value.get()
    shelf.users[ANN] = user(Role.AGENT)
    await cache.up(["users/7"])
    started = time.monotonic()
    await cache.settle(["users/7"])
    assert time.monotonic() - started >= 0.5
    assert FENCES.labels("failed")._value.get() >= failed + 2
    assert present(await reader.find(ANN)).role is Role.AGENT


async def test_it_comes_back_while_somebody_waits(replica: Replicas, own_valkey: OwnValkey) -> None:
    cache = replica(own_valkey.url, change_seconds=0.1, lease_seconds=600.0)
    waiting = asyncio.create_task(cache.settle(["users/7"]))
    await own_valkey.start()
    async with asyncio.timeout(30):
        await waiting


async def test_frozen(shelf: Shelf, replica: Replicas, own_valkey: OwnValkey) -> None:
    await own_valkey.start()
    cache = replica(own_valkey.url, lookup_seconds=0.05)
    reader = CachedUserReader(shelf, cache)
    shelf.users[ANN] = user()
    await hit(reader)
    own_valkey.freeze()
    try:
        started = time.monotonic()
        for _ in range(20):
            assert present(await reader.find(ANN)).id == ANN
        # One wait of 50 ms each time the breaker lets a call try, which is every 50 ms here and 2 s in service.
        assert time.monotonic() - started < 20 * 0.05 + 5.0
    finally:
        own_valkey.thaw()
    await hit(reader)


@pytest.mark.parametrize("calls", [32])
async def test_all_at_once(shelf: Shelf, replica: Replicas, own_valkey: OwnValkey, calls: int) -> None:
    await own_valkey.start()
    reader = CachedUserReader(shelf, replica(own_valkey.url))
    shelf.users[ANN] = user()
    await hit(reader)
    own_valkey.stop()
    found = await asyncio.gather(*(reader.find(ANN) for _ in range(calls)))
    assert [present(each).id for each in found] == [ANN] * calls
