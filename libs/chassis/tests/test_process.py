"""The life of a real process."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import aiohttp
import pytest

from fixline_testing.forked import ForkedProcess, Forks

FORKS = Forks(("fixline_chassis.command_line",))
PROGRAM = str(Path(__file__).parent / "service_under_test.py")


async def start(**environment: str) -> ForkedProcess:
    return await FORKS.begin(PROGRAM, "serve", env=os.environ | environment)


async def start_anew() -> Process:
    """Start it with an interpreter of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable, PROGRAM, "serve", stdout=PIPE, stderr=PIPE, env=os.environ
    )


async def lines_until(process: Process | ForkedProcess, event: str) -> list[dict[str, str]]:
    assert process.stdout is not None
    seen: list[dict[str, str]] = []
    async with asyncio.timeout(30):
        while not seen or seen[-1].get("event") != event:
            line = await process.stdout.readline()
            assert line, f"ended without {event}: {seen}"
            if line.startswith(b"{"):
                seen.append(json.loads(line))
    return seen


async def rest(process: Process | ForkedProcess) -> str:
    async with asyncio.timeout(30):
        output, errors = await process.communicate()
    return output.decode() + errors.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_drains_in_reverse_order_then_closes(number: signal.Signals) -> None:
    process = await start_anew()
    started = (await lines_until(process, "service.started"))[-1]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{started['admin_port']}/readyz") as response,
    ):
        assert response.status == 200
    process.send_signal(number)
    output = await rest(process)
    steps = [line for line in output.splitlines() if not line.startswith("{")]
    assert steps == ["drained second step", "drained first step", "closed"]
    assert process.returncode == 0


async def test_a_broken_drain_step_does_not_keep_the_others_from_running() -> None:
    process = await start(PROBE_FAULT="drain")
    await lines_until(process, "service.started")
    process.terminate()
    output = await rest(process)
    assert "drained first step" in output
    assert "service.drain_failed" in output
    assert process.returncode == 0


async def test_what_keeps_it_from_starting_is_said_in_one_line() -> None:
    process = await start(PROBE_FAULT="build")
    failed = (await lines_until(process, "service.failed"))[-1]
    assert failed["error"] == "OSError: cannot listen on 127.0.0.1:1: address already in use"
    await rest(process)
    assert process.returncode == 1


def kept_in(folder: Path) -> dict[str, list[str]]:
    """Return the lines of each log file by the name of its folder."""
    return {log.parent.name: log.read_text().splitlines() for log in folder.rglob("*.log")}


async def test_each_service_has_a_log_file_of_its_own(tmp_path: Path) -> None:
    process = await start(PROBE_FAULT="build", LOG_FILE=str(tmp_path / "{service}" / "its.log"))
    output = await rest(process)
    ((service, kept),) = kept_in(tmp_path).items()
    assert [line for line in output.splitlines() if line.startswith("{")] == kept
    assert {json.loads(line)["service"] for line in kept} == {service}


async def test_it_waits_for_what_it_needs(tmp_path: Path) -> None:
    needed = tmp_path / "needed"
    process = await start(PROBE_NEEDS_FILE=str(needed))
    waiting = (await lines_until(process, "service.waiting"))[-1]
    assert "FileNotFoundError" in waiting["reason"]
    needed.touch()
    await lines_until(process, "service.started")
    process.terminate()
    await rest(process)
    assert process.returncode == 0


async def test_it_can_be_stopped_while_it_waits(tmp_path: Path) -> None:
    process = await start(PROBE_NEEDS_FILE=str(tmp_path / "never"))
    await lines_until(process, "service.waiting")
    process.terminate()
    output = await rest(process)
    assert "closed" in output
    assert process.returncode == 0


async def test_a_background_task_that_ends_ends_the_process() -> None:
    process = await start(PROBE_FAULT="background")
    failed = (await lines_until(process, "service.failed"))[-1]
    assert "background task probe ended" in failed["error"]
    await rest(process)
    assert process.returncode == 1


async def test_wrong_settings_end_it_with_every_fault() -> None:
    process = await start(PROBE_FAULT="other", LOG_LEVEL="LOUD")
    output = await rest(process)
    assert process.returncode == 78
    assert "PROBE_FAULT must be one of" in output
    assert "LOG_LEVEL must be one of" in output


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("setting", "PROBE_NEEDS_FILE names a folder"),
        ("later", "PROBE_NEEDS_FILE was taken away"),
    ],
)
async def test_a_setting_that_proves_wrong_ends_it_in_words(fault: str, error: str) -> None:
    process = await start(PROBE_FAULT=fault)
    output = await rest(process)
    assert process.returncode == 78
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    assert [(line["event"], line["error"]) for line in lines if line["level"] == "error"] == [
        ("service.misconfigured", error)
    ]
    # What was built is closed all the same; there is neither a traceback nor a crash report.
    assert ("closed" in output.splitlines()) is (fault == "later")
    assert "Traceback" not in output
    assert "crash.reported" not in output
