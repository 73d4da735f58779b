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
