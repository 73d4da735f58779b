"""What a whole desk holds while nobody uses it, and how long a service takes from its start until it is ready."""

import asyncio
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, SERVICES, Programs

SERVERS: Final = ("postgres", "valkey")
WANTED_MB: Final = 700
WANTED_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """`megabytes` (1,000,000 bytes): by program, PostgreSQL with all its processes, whose shared memory counts once.

    `seconds`: by service, from its start by the supervisor to `/readyz`, one after the other; `processor_seconds`: what
    it computed of these, which a busy machine does not change.
    """

    megabytes: dict[str, float]
    seconds: dict[str, float]
    processor_seconds: dict[str, float]


async def measure(folder: Path) -> Idle:
    programs = Programs(
        folder=folder,
        addresses=Addresses.free(),
        environment={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        durable=False,
    )
    async with Desk(programs) as desk:
        seconds, processor_seconds = {}, {}
        for service in SERVICES:
            seconds[service] = await started(desk, service)
            used = psutil.Process(await desk.pid(service)).cpu_times()
            processor_seconds[service] = used.user + used.system
        megabytes = {name: held(await desk.pid(name)) / 1e6 for name in (*SERVICES, *SERVERS)}
    return Idle(megabytes=megabytes, seconds=seconds, processor_seconds=processor_seconds)


async def started(desk: Desk, service: str) -> float:
    await desk.stop_program(service)
    begun = time.monotonic()
    # Side by side: supervisord answers only when the process has lived for a while.
    _, seconds = await asyncio.gather(desk.start_program(service), _until_ready(desk, service, begun))
    return seconds


async def _until_ready(desk: Desk, service: str, begun: float) -> float:
    await desk.ready(service)
    return time.monotonic() - begun


def held(pid: int) -> int:
    """Return the bytes that a process and its children have resident; what they share counts once."""
    process = psutil.Process(pid)
    children = process.children(recursive=True)
    if not children:
        return int(process.memory_info().rss)
    return sum(int(each.memory_full_info().pss) for each in (process, *children))
