"""What a piece of work took is counted for itself, whatever runs beside it."""

import asyncio

from fixline_telemetry.effort import Effort, begin_effort, count_database_call
from fixline_telemetry.metrics import cache_counter


async def test_each_task_counts_its_own_and_what_it_starts() -> None:
    cache = cache_counter("effort_test")

    async def work(statements: int) -> Effort:
        effort = begin_effort()
        for _ in range(statements):
            await asyncio.create_task(statement())
        cache.count(hit=True)
        cache.count(hit=False)
        return effort

    async def statement() -> None:
        await asyncio.sleep(0)
        count_database_call()

    assert list(await asyncio.gather(work(1), work(3))) == [
        Effort(database_calls=1, cache_hits=1),
        Effort(database_calls=3, cache_hits=1),
    ]


def test_what_belongs_to_no_work_is_not_counted() -> None:
    count_database_call()
    assert begin_effort() == Effort()
