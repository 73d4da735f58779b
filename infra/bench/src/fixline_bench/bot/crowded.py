"""What an agent waits for on a desk with a hundred times as many open requests."""

import itertools
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from statistics import median
from typing import Final

from fixline_bench.bot.rig import Bot, around
from fixline_bench.dataset import AGENT
from fixline_bench.growth import Growth
from fixline_bench.rig import Rig

FEW: Final = 1_000
MANY: Final = 100_000
TURNS: Final = 120
WARM_TURNS: Final = 20


async def measure(few: Rig, many: Rig) -> AsyncIterator[Growth]:
    """Ask both desks turn by turn, so that a slow moment of the machine is everybody's."""
    async with AsyncExitStack() as stack:
        bots: dict[int, Bot] = {}
        for rig, number in ((few, FEW), (many, MANY)):
            desk = await stack.enter_async_context(around(rig, tickets=number))
            bots[number] = await stack.enter_async_context(desk.bot())
        chance = random.Random(MANY)  # noqa: S311  # which requests are read, is no secret
        times: dict[tuple[str, int], list[float]] = {}
        for turn, (number, bot) in itertools.product(range(TURNS), bots.items()):
            for shown, text in asked(chance.randint(1, number)).items():
                taken = await bot.way.ask(AGENT, text)
                if turn >= WARM_TURNS:
                    times.setdefault((shown, number), []).append(taken)
        for shown in asked(1):
            measured = f"{shown} through the bot, p50 with {MANY:,} open requests against {FEW:,}"
            yield Growth(measured=measured, small=median(times[shown, FEW]), large=median(times[shown, MANY]))


def asked(ticket: int) -> Mapping[str, str]:
    return {"The queue": "/queue", "A card": f"/ticket {ticket}"}
