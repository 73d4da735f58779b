"""The worker that purges, for as long as the process lives."""

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from tickets_service.adapters.inbound.worker.purging import Purging
from tickets_service.application.errors import StoreUnavailableError


async def test_it_goes_on_when_the_store_does_not_answer() -> None:
    calls: list[int] = []
    enough = asyncio.Event()

    async def purge() -> int:
        calls.append(len(calls))
        if len(calls) == 1:
            raise StoreUnavailableError
        if len(calls) == 4:
            enough.set()
        return 2 if len(calls) == 2 else 0

    with capture_logs() as logs:
        running = asyncio.create_task(Purging(purge, interval=timedelta()).run())
        async with asyncio.timeout(30):
            await enough.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert [(line["event"], line["log_level"]) for line in logs] == [
        ("answers.purge_postponed", "warning"),
        ("answers.purged", "info"),
    ]
    assert logs[1]["count"] == 2


async def test_a_bug_is_not_swallowed() -> None:
    async def purge() -> int:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        await Purging(purge).run()
