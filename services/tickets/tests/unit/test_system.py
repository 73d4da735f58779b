"""The machine's clock and the process's signal."""

import asyncio
from datetime import UTC, timedelta

from tickets_service.adapters.outbound.system.clock import SystemClock
from tickets_service.adapters.outbound.system.signal import ProcessSignal


def test_the_clock_is_aware() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.tzinfo is UTC
    assert timedelta() <= second - first < timedelta(minutes=1)


async def test_what_is_signalled_before_waiting_is_not_lost() -> None:
    signal = ProcessSignal()
    with signal.subscribe() as one, signal.subscribe() as two:
        signal.announce()
        async with asyncio.timeout(30):
            await one.wait(3_600)
            await two.wait(3_600)
        one.clear()
        await one.wait(0)
        assert not one.event.is_set()


async def test_after_closing_nobody_waits() -> None:
    signal = ProcessSignal()
    with signal.subscribe() as early:
        signal.close()
        early.clear()
        with signal.subscribe() as late:
            async with asyncio.timeout(30):
                await early.wait(3_600)
                await late.wait(3_600)
            assert (early.closing, late.closing) == (True, True)
