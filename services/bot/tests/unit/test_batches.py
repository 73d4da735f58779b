"""Group commit: who shares a request, and what each of them hears."""

import asyncio
from collections.abc import Sequence

import pytest

from bot_service.adapters.outbound.batches import Batches


class Store:
    """Keeps numbers; refuses odd ones, and breaks over 13 as often as it is in a request."""

    def __init__(self, most: int = 64) -> None:
        self.requests: list[list[int]] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.batches = Batches[int, str](self.write, most=most)

    async def write(self, numbers: Sequence[int]) -> Sequence[str | Exception]:
        self.requests.append(list(numbers))
        await self.may_answer.wait()
        if 13 in numbers:
            raise ConnectionError
        return [ValueError(number) if number % 2 else f"kept {number}" for number in numbers]


async def test_what_comes_during_a_request_shares_the_next_in_the_order_it_came() -> None:
    store = Store(most=3)
    store.may_answer.clear()
    first = asyncio.create_task(store.batches(0))
    async with asyncio.timeout(10):
        while not store.requests:  # noqa: ASYNC110  # until it is under way
            await asyncio.sleep(0)
    others = [asyncio.create_task(store.batches(number)) for number in (8, 2, 6, 4)]
    await asyncio.sleep(0)
    store.may_answer.set()
    assert await asyncio.gather(first, *others) == ["kept 0", "kept 8", "kept 2", "kept 6", "kept 4"]
    assert store.requests == [[0], [8, 2, 6], [4]]


async def test_nobody_waits_for_company() -> None:
    store = Store()
    for number in (2, 4):
        assert await store.batches(number) == f"kept {number}"
    assert store.requests == [[2], [4]]


async def test_what_is_refused_is_refused_alone() -> None:
    store = Store()
    two, three, four = await asyncio.gather(
        *(store.batches(number) for number in (2, 3, 4)), return_exceptions=True
    )
    assert (two, four) == ("kept 2", "kept 4")
    assert isinstance(three, ValueError)
    assert store.requests == [[2, 3, 4]]


async def test_what_breaks_a_request_breaks_it_for_itself_alone() -> None:
    store = Store()
    two, broken, four = await asyncio.gather(
        *(store.batches(number) for number in (2, 13, 4)), return_exceptions=True
    )
    assert (two, four) == ("kept 2", "kept 4")
    assert isinstance(broken, ConnectionError)
    with pytest.raises(ConnectionError):
        await store.batches(13)


async def test_who_no_longer_waits_disturbs_nobody() -> None:
    store = Store()
    store.may_answer.clear()
    gone, there = asyncio.create_task(store.batches(2)), asyncio.create_task(store.batches(4))
    await asyncio.sleep(0)
    gone.cancel()
    store.may_answer.set()
    assert await there == "kept 4"
    assert gone.cancelled()
