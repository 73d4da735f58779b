"""A closed loop of calls: each of N callers makes the next call when the last one is answered."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median

Call = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a loop achieved. Times are in seconds, of calls that were answered."""

    seconds: float
    times: list[float]

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    @property
    def p50(self) -> float:
        return median(self.times)

    def percentile(self, percent: int) -> float:
        return percentile(self.times, percent)


def percentile(times: Sequence[float], percent: int) -> float:
    """Return the smallest time that so many percent do not exceed."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]


async def loop(call: Call, *, callers: int, seconds: float | None = None, calls: int | None = None) -> Load:
    """Call until the time is up or so many calls have begun. The first failure ends it and is raised.

    Meanwhile the caller's garbage waits: its collection fell on every second of two loops that took turns, and took a
    third of that one's calls.
    """
    gc.collect()
    gc.disable()
    try:
        return await _looped(call, callers=callers, seconds=seconds, calls=calls)
    finally:
        gc.enable()


async def _looped(call: Call, *, callers: int, seconds: float | None, calls: int | None) -> Load:
    times: list[float] = []
    started = time.perf_counter()
    left = calls if calls is not None else -1

    async def caller() -> None:
        nonlocal left
        while left != 0 and (seconds is None or time.perf_counter() - started < seconds):
            left -= 1
            begun = time.perf_counter()
            await call()
            times.append(time.perf_counter() - begun)

    async with asyncio.TaskGroup() as group:
        for _ in range(callers):
            group.create_task(caller())
    return Load(seconds=time.perf_counter() - started, times=times)
