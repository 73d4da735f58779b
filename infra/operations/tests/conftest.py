"""Runs `fixline` as a person or a script does: a process of its own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

Fixline = Callable[..., "subprocess.CompletedProcess[str]"]
AsyncFixline = Callable[..., Awaitable["subprocess.CompletedProcess[str]"]]


@pytest.fixture
def fixline(tmp_path: Path) -> Fixline:
    """A function of the command's arguments, and of settings; it runs where no desk is."""

    def run(*arguments: str, stdin: str = "", **settings: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603  # our own arguments
            [sys.executable, "-m", "fixline_operations", *arguments],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], **settings},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def fixline_async(fixline: Fixline) -> AsyncFixline:
    """The same, for a test that serves what the command asks."""

    async def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        return await asyncio.to_thread(fixline, *arguments, **settings)

    return run
