"""Runs `fixline` as a person or a script does: a process of its own."""

import asyncio
import os
import subprocess
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fixline_operations.command_line import COMMANDS
from fixline_testing.forked import Forks

Fixline = Callable[..., "subprocess.CompletedProcess[str]"]
AsyncFixline = Callable[..., Coroutine[None, None, "subprocess.CompletedProcess[str]"]]
FORKS = Forks(("fixline_operations.__main__", *(place.partition(":")[0] for place in COMMANDS.values())))


@pytest.fixture
def fixline_async(tmp_path: Path) -> AsyncFixline:
    """A function of the command's arguments, and of settings; it runs where no desk is."""

    async def run(*arguments: str, stdin: str = "", **settings: str) -> "subprocess.CompletedProcess[str]":
        environment = {"PATH": os.environ["PATH"], **settings}
        return await FORKS.run("fixline_operations", *arguments, env=environment, cwd=tmp_path, stdin=stdin)

    return run


@pytest.fixture
def fixline(fixline_async: AsyncFixline) -> Fixline:
    """The same, for a test that does nothing meanwhile."""

    def run(*arguments: str, **given: str) -> "subprocess.CompletedProcess[str]":
        # In a thread: the test may have an event loop of its own.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, fixline_async(*arguments, **given)).result()

    return run
