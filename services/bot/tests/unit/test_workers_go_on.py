"""A bug over one turn ends no work that goes on for as long as the process."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot_service.adapters.inbound.worker.held_news import HeldNewsWorker
from bot_service.adapters.inbound.worker.returning import ReturningConversations
from bot_service.adapters.inbound.worker.upkeep import Upkeep


class Stumbling:
    """Each of its methods has a bug the first time, and says later that there is nothing to do."""

    def __init__(self) -> None:
        self.asked = 0
        self.asked_again = asyncio.Event()

    def __getattr__(self, _name: str) -> Callable[..., Awaitable[Any]]:
        async def method(*_: object) -> int:
            self.asked += 1
            if self.asked == 1:
                raise ValueError("bug")
            self.asked_again.set()
            return 0

        return method


WORKERS: dict[str, Callable[[Any], Callable[[], Awaitable[None]]]] = {
    "held news": lambda store: HeldNewsWorker(
        held=store, send=store.send, now=lambda: datetime.now(UTC), seconds=0.01
    ),
    "conversations": lambda store: ReturningConversations(store, seconds=0.01),
    "upkeep": lambda store: Upkeep(store, gauge_seconds=0.01),
}


@pytest.mark.parametrize("name", WORKERS)
async def test_it_goes_on(name: str) -> None:
    store = Stumbling()
    work = asyncio.ensure_future(WORKERS[name](store)())
    async with asyncio.timeout(10):
        await store.asked_again.wait()
    assert not work.done()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
