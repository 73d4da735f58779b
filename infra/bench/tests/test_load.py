import asyncio

import pytest

from fixline_bench.load import Load, loop


async def test_as_many_calls_as_asked_and_no_more_at_once_than_callers() -> None:
    running, most, made = 0, 0, 0

    async def call() -> None:
        nonlocal running, most, made
        running, made = running + 1, made + 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    done = await loop(call, callers=3, calls=10)
    assert (made, most, len(done.times)) == (10, 3, 10)


async def test_the_time_ends_it() -> None:
    async def call() -> None:
        await asyncio.sleep(0.001)

    done = await loop(call, callers=2, seconds=0.05)
    assert done.seconds >= 0.05
    assert done.per_second == len(done.times) / done.seconds


async def test_a_failed_call_is_no_measurement() -> None:
    async def call() -> None:
        raise ConnectionError("gone")

    with pytest.RaisesGroup(ConnectionError, allow_unwrapped=True):
        await loop(call, callers=1, calls=5)


def test_percentiles() -> None:
    load = Load(seconds=2, times=[float(each) for each in range(1, 101)])
    assert (load.p50, load.percentile(95), load.percentile(1), load.percentile(100)) == (50.5, 95, 1, 100)
