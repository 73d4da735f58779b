"""What can befall the processes of a desk."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psutil
from redis.asyncio import Redis

from fixline_local.desk.desk import Desk


async def end(desk: Desk, name: str, how: signal.Signals) -> None:
    """Send a signal to a program, if it runs now; whoever ends is started again."""
    if pid := await desk.pid(name):
        with suppress(ProcessLookupError):
            os.kill(pid, how)


@asynccontextmanager
async def frozen(desk: Desk, name: str) -> AsyncIterator[None]:
    """Stop a program and its children in their tracks: connections stay open, and nothing answers."""
    pid = await desk.pid(name)
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)] if pid else []
    try:
        signal_all(processes, signal.SIGSTOP)
        yield
    finally:
        signal_all(processes, signal.SIGCONT)


@asynccontextmanager
async def stopped(desk: Desk, name: str) -> AsyncIterator[None]:
    """Let a program not run at all for a while."""
    await desk.stop_program(name)
    try:
        yield
    finally:
        await desk.start_program(name)


async def forget_conversations(desk: Desk) -> None:
    """Empty Valkey."""
    async with Redis.from_url(desk.programs.valkey.url()) as valkey:
        await valkey.flushall()


def signal_all(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
