"""What telling costs, and what it costs when nobody listens: turn by turn in one run."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import Final

import psutil
from aiohttp import ClientSession, web

from fixline_bench import dataset
from fixline_bench.bot.rig import BotRig, around, cpu_of
from fixline_bench.bot.ways import WARM_SECONDS, Turn, take_turns
from fixline_bench.client import Client
from fixline_bench.load import Call, loop
from fixline_bench.rig import Rig, Served
from fixline_bench.telling import SILENT, told_to

CALLERS: Final = 32
FEW_CALLERS: Final = 8
"""For times: at 32 most of a call's time is the others'."""
ROUNDS: Final = 9
SECONDS: Final = 2.0
USERS: Final = 1_000
TICKETS: Final = 10_000
SCRAPE_SECONDS: Final = 1.0
EXIT_SECONDS: Final = 20.0
WANTED_SPEED: Final = 0.85
WANTED_COST: Final = 1.15
WANTED_P99: Final = 1.10
"""What the p99 of two equal services differs by from one run to the next."""
WANTED_EXIT: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`CreateTicket` per second with everything on, over that with everything off, turn by turn.

    Beside it the milliseconds of processor time for each, which a noisy neighbour distorts less.
    """

    on_per_second: float
    off_per_second: float
    ratios: list[float]
    on_cpu_ms: float
    off_cpu_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldByBot:
    """Turns of a bot with everything on and of one with everything off."""

    on: list[Turn]
    off: list[Turn]

    def costs(self) -> list[float]:
        return [one.cpu_ms / other.cpu_ms for one, other in zip(self.on, self.off, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """p99 of `CreateTicket` in seconds with nobody to listen, and where everybody does; how long the end took."""

    unheard: list[float]
    heard: list[float]
    exit_seconds: float

    def ratios(self) -> list[float]:
        return [one / other for one, other in zip(self.unheard, self.heard, strict=True)]


async def measure(rig: Rig, bot_desk: Rig) -> AsyncIterator[Told | Unheard | ToldByBot]:
    connection = await rig.connect()
    await dataset.people(connection, USERS)
    await dataset.tickets(connection, 1, TICKETS, users=USERS)
    await connection.close()
    yield await cost_of_telling(rig)
    yield await cost_of_silence_around(rig)
    async with around(bot_desk) as desk:
        yield await cost_of_telling_by_the_bot(desk)


async def cost_of_telling(rig: Rig) -> Told:
    async with rig.service(name="told") as told, rig.service(SILENT, name="silent") as silent:
        for served in (told, silent):
            await turn(served)
        turns = [[await turn(served) for served in (told, silent)] for _ in range(ROUNDS)]
    return Told(
        on_per_second=median(on.per_second for on, _ in turns),
        off_per_second=median(off.per_second for _, off in turns),
        ratios=[on.per_second / off.per_second for on, off in turns],
        on_cpu_ms=median(on.cpu_ms for on, _ in turns),
        off_cpu_ms=median(off.cpu_ms for _, off in turns),
    )


async def turn(served: Served) -> Turn:
    before = cpu_of(served.process)
    done = await loop(creating(served), callers=CALLERS, seconds=SECONDS)
    return Turn(len(done.times), done.seconds, cpu_of(served.process) - before)


async def cost_of_silence_around(rig: Rig) -> Unheard:
    async with AsyncExitStack() as stack:
        nobody = await stack.enter_async_context(black_hole())
        sentry = await stack.enter_async_context(accepting_crashes())
        heard = await stack.enter_async_context(rig.service(told_to(rig.otlp_port, sentry), name="heard"))
        unheard = await stack.enter_async_context(rig.service(told_to(nobody, nobody), name="unheard"))
        await stack.enter_async_context(scraping(heard.admin_port))
        calls = [creating(served) for served in (unheard, heard)]
        for call in calls:
            await loop(call, callers=FEW_CALLERS, seconds=SECONDS)
        times = [
            [(await loop(call, callers=FEW_CALLERS, seconds=SECONDS)).percentile(99) for call in calls]
            for _ in range(ROUNDS)
        ]
        return Unheard(
            unheard=[one for one, _ in times],
            heard=[other for _, other in times],
            exit_seconds=await seconds_to_end(unheard.process),
        )


async def cost_of_telling_by_the_bot(rig: BotRig) -> ToldByBot:
    async with rig.bot() as on, rig.bot(telling=SILENT) as off:
        bots = {"on": on, "off": off}
        for bot in bots.values():
            await bot.way.run(seconds=WARM_SECONDS)
        turns = await take_turns(bots)
    return ToldByBot(on=turns["on"], off=turns["off"])


def creating(served: Served) -> Call:
    return Client(served.channel, range(100, TICKETS, 100)).calls()["CreateTicket"]


async def seconds_to_end(process: psutil.Process) -> float:
    started = time.perf_counter()
    process.terminate()
    await asyncio.to_thread(process.wait, EXIT_SECONDS)
    return time.perf_counter() - started


@asynccontextmanager
async def black_hole() -> AsyncIterator[int]:
    """Take connections and never answer: worse than nobody there, who is noticed at once. Yields the port."""

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65_536):
            pass
        writer.close()

    async with await asyncio.start_server(hold, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def accepting_crashes() -> AsyncIterator[int]:
    """Stand for Sentry; yields the port."""

    async def accept(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": "0" * 32})

    app = web.Application()
    app.router.add_post("/api/1/envelope/", accept)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@asynccontextmanager
async def scraping(port: int) -> AsyncIterator[None]:
    """Stand for Prometheus."""

    async def scrape() -> None:
        async with ClientSession() as session:
            while True:
                async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
                    await answer.read()
                await asyncio.sleep(SCRAPE_SECONDS)

    task = asyncio.create_task(scrape())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
