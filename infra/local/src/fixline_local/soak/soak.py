"""`make soak`: ten people on a throw-away desk, faults at random, and the oracle's word at the end."""

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Final

from fixline_local.demo.api_client import ApiClient, api_client
from fixline_local.desk.addresses import Addresses, Replica
from fixline_local.desk.desk import Desk, DeskError
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.desk.run import begin_log
from fixline_local.ports import free_ports
from fixline_local.soak.oracle import Oracle, waiting
from fixline_local.soak.people_at_work import Agent, Reporter
from fixline_local.soak.weather import Weather
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX

NAMES: Final = ("Ann", "Ben", "Cem", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo")
CALM_SECONDS: Final = 240.0
"""How long it may take to do all that is left once nothing befalls it any more: a chat takes a message a second."""


class SoakError(Exception):
    """The desk broke a promise; the text says which."""


def say(text: str = "") -> None:
    print(text, flush=True)  # noqa: T201  # this is what the person at the terminal reads


def soak(seed: int, seconds: float) -> int:
    """Return the exit status; after a failure the desk's logs are kept for a look."""
    folder = Path(tempfile.mkdtemp(prefix="fixline-soak-"))
    grpc_port, admin_port = free_ports(2)
    programs = Programs(
        folder=folder,
        addresses=Addresses.free(),
        environment={key: os.environ[key] for key in PASSED_ON if key in os.environ},
        durable=False,
        more_tickets=(Replica(grpc=grpc_port, admin=admin_port),),
    )
    say(f"SEED={seed} SECONDS={seconds:g}")
    try:
        asyncio.run(play(programs, Random(seed), seconds))  # noqa: S311  # a choice of faults, no secret
    except (DeskError, SoakError, RuntimeError, TimeoutError) as error:
        sys.stderr.write(f"\n✗ SEED={seed}: {error}\nThe logs of this desk are in {folder / 'logs'}.\n")
        return 1
    shutil.rmtree(folder)
    return 0


async def play(programs: Programs, random: Random, seconds: float) -> None:
    async with (
        Desk(programs) as desk,
        TelegramPeople(f"http://127.0.0.1:{programs.addresses.chat}") as people,
        api_client(programs) as api,
    ):
        begin_log(programs)
        alex = people.person(ALEX)
        await alex.wait_for(lambda _: True, after=await alex.start())
        reporters = [
            Reporter(people=people, name=name, random=Random(random.random()))  # noqa: S311  # as above
            for name in NAMES
        ]
        weather = Weather(desk=desk, people=people, random=random, tell=lambda what: say(f"  ⚡ {what}"))
        over = asyncio.Event()
        lives = [*(each.live(over) for each in reporters), Agent(chat=alex).live(over), weather.rage(over)]
        tasks = [asyncio.create_task(each) for each in lives]
        await asyncio.sleep(seconds)
        over.set()
        await asyncio.gather(*tasks)
        say(f"{weather.faults} faults; waiting for what is under way …")
        await people.clear_faults()
        await calm(desk, api)
        attempts = [attempt for each in reporters for attempt in each.attempts]
        oracle = Oracle(api=api, bot_database=programs.postgres.dsn("bot"), attempts=attempts)
        await oracle.ask()
        if oracle.faults:
            raise SoakError("\n  ".join(["the desk broke its word:", *oracle.faults]))
        say(
            f"✓ {len(attempts)} requests tried, {oracle.acknowledged} acknowledged: each once, with its photo."
        )


async def calm(desk: Desk, api: ApiClient) -> None:
    """Wait until the desk is whole again and has done all it has to; raise `SoakError` when that takes too long."""
    await asyncio.gather(*(desk.ready(name) for name in desk.programs.admin_ports()))
    database, still = desk.programs.postgres.dsn("bot"), -1
    try:
        async with asyncio.timeout(CALM_SECONDS):
            for _ in range(2):  # quiet, and not only between two things
                while still := await waiting(database, len(await created(api))):  # noqa: ASYNC110  # in databases
                    await asyncio.sleep(0.5)
    except TimeoutError:
        raise SoakError(f"{still} things still wait after {CALM_SECONDS:g} s of calm") from None


async def created(api: ApiClient) -> set[str]:
    return {event.ticket for event in await api.all_events()}
