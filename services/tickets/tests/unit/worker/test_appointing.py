"""The worker that appoints staff when the process starts."""

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from tickets_service.adapters.inbound.worker.appointing import Appointing
from tickets_service.application.errors import StoreUnavailableError


async def test_it_asks_again_until_the_store_answers_and_then_rests() -> None:
    calls: list[int] = []
    done = asyncio.Event()

    async def appoint() -> int:
        calls.append(len(calls))
        if len(calls) == 1:
            raise StoreUnavailableError
        done.set()
        return 2

    with capture_logs() as logs:
        running = asyncio.create_task(Appointing(appoint, retry=timedelta()).run())
        async with asyncio.timeout(30):
            await done.wait()
        for _ in range(10):  # as many turns as a second round would take
            await asyncio.sleep(0)
        assert not running.done()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert [(line["event"], line["log_level"]) for line in logs] == [
        ("staff.appointing_postponed", "warning"),
        ("staff.appointed", "info"),
    ]
    assert (logs[1]["count"], len(calls)) == (2, 2)


async def test_a_bug_is_not_swallowed() -> None:
    async def appoint() -> int:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        await Appointing(appoint).run()
