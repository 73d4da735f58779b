"""The worker that reminds reporters, for as long as the process lives."""

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from tickets_service.adapters.inbound.worker.reminding import Reminding
from tickets_service.application.commands.tickets.remind_reporters import Reminded
from tickets_service.application.errors import StoreUnavailableError


async def test_it_goes_on_when_the_store_does_not_answer() -> None:
    calls: list[int] = []
    enough = asyncio.Event()

    async def remind() -> Reminded:
        calls.append(len(calls))
        if len(calls) == 1:
            raise StoreUnavailableError
        if len(calls) == 4:
            enough.set()
        return Reminded(2, 1) if len(calls) == 2 else Reminded(0, 0)

    with capture_logs() as logs:
        running = asyncio.create_task(Reminding(remind, interval=timedelta()).run())
        async with asyncio.timeout(30):
            await enough.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert [(line["event"], line["log_level"]) for line in logs] == [
        ("tickets.reminding_postponed", "warning"),
        ("tickets.reporters_reminded", "info"),
    ]
    assert (logs[1]["reminders"], logs[1]["resolved"]) == (2, 1)


async def test_a_bug_is_not_swallowed() -> None:
    async def remind() -> Reminded:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        await Reminding(remind).run()
