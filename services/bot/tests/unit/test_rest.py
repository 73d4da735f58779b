"""Resting: who is woken hears so once, also when that was before."""

import asyncio
import time

from bot_service.application.rest import Rest


async def test_who_is_woken_before_does_not_rest() -> None:
    rest = Rest()
    rest.wake_up()
    rest.wake_up()
    began = time.monotonic()
    assert await rest.at_most(60.0)
    assert time.monotonic() - began < 10.0
    assert not await rest.at_most(0.01), "twice was as good as once"


async def test_who_is_woken_while_resting_goes_on() -> None:
    rest = Rest()
    asyncio.get_running_loop().call_soon(rest.wake_up)
    assert await rest.at_most(60.0)


async def test_a_time_that_is_past_is_no_rest() -> None:
    rest = Rest()
    assert not await rest.at_most(-1.0)
    rest.wake_up()
    assert await rest.at_most(-1.0)
