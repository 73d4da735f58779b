"""Processes that a measurement starts, and ends by their id."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import psutil

READY_SECONDS: Final = 60.0
STOP_SECONDS: Final = 20.0


class NotReadyError(Exception):
    """It ended, or took too long."""


@asynccontextmanager
async def running(
    command: Sequence[str],
    *,
    log: Path,
    ready: Callable[[], Awaitable[bool]],
    environment: Mapping[str, str] | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
) -> AsyncIterator[psutil.Process]:
    """Run `command` until the context ends; raise `RuntimeError` with its log's place when it does not get ready."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: ASYNC220, S603  # starting takes a moment; our own arguments
            command, env=dict(environment or os.environ), stdout=output, stderr=subprocess.STDOUT
        )
    try:
        await _until(ready, process)
        yield psutil.Process(process.pid)
    except NotReadyError as error:
        said = await asyncio.to_thread(log.read_text)
        raise RuntimeError(f"{' '.join(command)} did not get ready:\n{said[-4000:]}") from error
    finally:
        process.send_signal(stop_signal)
        await asyncio.to_thread(process.wait, STOP_SECONDS)


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


async def _until(ready: Callable[[], Awaitable[bool]], process: subprocess.Popen[bytes]) -> None:
    deadline = asyncio.get_running_loop().time() + READY_SECONDS
    while not await ready():
        if process.poll() is not None or asyncio.get_running_loop().time() > deadline:
            raise NotReadyError
        await asyncio.sleep(0.05)
