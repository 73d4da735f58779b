"""`python -m fixline_local.traces` as a process."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator

import pytest

SECONDS = 30


async def start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "fixline_local.traces",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.fixture
async def running() -> AsyncIterator[tuple[asyncio.subprocess.Process, str, str]]:
    process = await start("--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0")
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS):
        line = json.loads(await process.stdout.readline())
    assert (line["event"], line["service"]) == ("service.started", "traces")
    yield process, line["page"].removeprefix("http://"), line["collector"].removeprefix("http://")
    if process.returncode is None:
        process.kill()
    await process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_cleanly_on_a_signal(
    running: tuple[asyncio.subprocess.Process, str, str], number: signal.Signals
) -> None:
    process, _, _ = running
    process.send_signal(number)
    async with asyncio.timeout(SECONDS):
        out, err = await process.communicate()

    assert (process.returncode, err) == (0, b"")
    assert json.loads(out)["event"] == "service.stopped"


async def test_it_says_in_one_line_that_a_port_is_taken(
    running: tuple[asyncio.subprocess.Process, str, str],
) -> None:
    _, page, collector = running
    for arguments, taken in (
        (("--grpc", "127.0.0.1:0", "--http", page), page),
        (("--grpc", collector, "--http", "127.0.0.1:0"), collector),
    ):
        second = await start(*arguments)
        async with asyncio.timeout(SECONDS):
            out, err = await second.communicate()

        assert (second.returncode, err) == (1, b"")
        assert json.loads(out)["error"] == f"cannot listen on {taken}: Address already in use"
