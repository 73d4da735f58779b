"""Who could not reach Valkey does not wait for it again at once, and notices when it is back."""

import asyncio
from typing import Final

import pytest
from prometheus_client import REGISTRY
from redis.exceptions import ConnectionError as NoConnectionError
from structlog.testing import capture_logs

from bot_service.adapters.outbound.valkey.reachability import ValkeyAwayError, ValkeyReachability

RETRY: Final = 5.0


class Valkey:
    def __init__(self) -> None:
        self.now = 0.0
        self.is_there = False
        self.asked = 0
        self.reachability = ValkeyReachability(clock=lambda: self.now, retry_seconds=RETRY)

    async def answer(self) -> str:
        self.asked += 1
        await asyncio.sleep(0)
        if not self.is_there:
            raise NoConnectionError
        return "PONG"

    async def ask(self) -> str | None:
        try:
            return await self.reachability.ask(self.answer)
        except ValkeyAwayError:
            return None


async def test_it_is_asked_again_after_a_while_by_one_of_all() -> None:
    valkey = Valkey()
    with capture_logs() as logs:
        assert [await valkey.ask() for _ in range(10)] == [None] * 10
        assert (valkey.asked, REGISTRY.get_sample_value("valkey_reachable")) == (1, 0)
        valkey.now += RETRY
        assert await asyncio.gather(*(valkey.ask() for _ in range(10))) == [None] * 10
        assert valkey.asked == 2
        valkey.is_there = True
        assert await valkey.ask() is None
        assert valkey.reachability.away_seconds == RETRY
        valkey.now += RETRY
        assert [await valkey.ask() for _ in range(2)] == ["PONG", "PONG"]
        assert REGISTRY.get_sample_value("valkey_reachable") == 1
        assert valkey.reachability.away_seconds == 0
    assert [(line["event"], line["log_level"]) for line in logs] == [
        ("valkey.away", "warning"),
        ("valkey.back", "info"),
    ]


async def test_a_bug_is_none_of_its_business() -> None:
    async def wrong() -> str:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        await ValkeyReachability().ask(wrong)


async def test_one_that_is_about_as_slow_as_may_be_does_not_come_and_go() -> None:
    valkey = Valkey()
    assert await valkey.ask() is None
    valkey.is_there = True

    async def slow() -> str:
        valkey.now += 0.75
        return "PONG"

    for tries in range(1, 4):
        valkey.now += RETRY
        assert await valkey.reachability.ask(slow) == "PONG"
        assert valkey.reachability.away_seconds == tries * (RETRY + 0.75)
        assert await valkey.ask() is None, "others go on without"
    valkey.now += RETRY
    assert [await valkey.ask() for _ in range(2)] == ["PONG", "PONG"]
    # As slow, it is not away: whoever has no substitute waits.
    assert [await valkey.reachability.ask(slow) for _ in range(2)] == ["PONG", "PONG"]
    assert await valkey.ask() == "PONG"


async def test_who_has_a_substitute_waits_for_no_slow_answer() -> None:
    now, answered = 0.0, asyncio.Event()
    reachability = ValkeyReachability(clock=lambda: now, retry_seconds=RETRY, prompt_seconds=0.01)
    asked = 0

    async def slow() -> str:
        nonlocal asked
        asked += 1
        await answered.wait()
        return "PONG"

    async def promptly() -> str | None:
        try:
            return await reachability.ask_promptly(slow)
        except ValkeyAwayError:
            return None

    with capture_logs() as logs:
        assert [await promptly() for _ in range(10)] == [None] * 10
        assert asked == 1
        now += RETRY
        assert await asyncio.gather(*(promptly() for _ in range(10))) == [None] * 10
        assert asked == 2
        assert reachability.away_seconds == 0, "it is there, for whoever has no substitute"
        answered.set()
        assert await reachability.ask(slow) == "PONG"
        assert await promptly() is None
        now += RETRY
        assert [await promptly() for _ in range(2)] == ["PONG", "PONG"]
    assert [line["event"] for line in logs] == ["valkey.slow", "valkey.prompt"]
