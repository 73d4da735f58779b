"""What a runbook tells the person on duty to type works as printed."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

import pytest
import pytest_asyncio

from fixline_local.desk.desk import Desk

from .monitoring import ROOT
from .monitors import MonitorClient

pytestmark = pytest.mark.ops
PAGES = sorted((ROOT / "docs/runbooks").glob("*.md"))
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
AT_ONCE: Final = 2
"""Commands that run side by side: most of them do little but start."""
ALONE: Final = re.compile(r"\b(?:backup|rehearse)\b")
"""Commands that refuse to work beside one another, in one folder."""
PORT = {"bot": "9100", "tickets": "9101", "files": "9102"}


def commands() -> list[tuple[str, str]]:
    return [
        (page.stem, line)
        for page in PAGES
        for block in BLOCK.findall(page.read_text())
        for line in block.splitlines()
    ]


def on(desk: Desk, monitors: MonitorClient, command: str) -> str:
    """Return the command for a desk that does not listen where `make run` does."""
    for job, port in PORT.items():
        command = command.replace(f"127.0.0.1:{port}", f"127.0.0.1:{desk.programs.admin_ports()[job]}")
    command = command.replace("http://127.0.0.1:9090", monitors.prometheus)
    command = command.replace("http://127.0.0.1:9093", monitors.alertmanager)
    return command.replace(".local/", f"{desk.programs.folder}/")


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int
    complaints: str


async def typed(command: str, desk: Desk) -> Outcome:
    process = await asyncio.create_subprocess_exec(
        *("bash", "-o", "pipefail", "-c", command),
        cwd=ROOT,
        env=os.environ | {"FIXLINE_DESK": str(desk.programs.folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, complaints = await process.communicate()
    return Outcome(await process.wait(), complaints.decode())


Outcomes = dict[tuple[str, str], asyncio.Task[Outcome]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def outcomes(desk: Desk, monitors: MonitorClient, mishaps: None) -> AsyncIterator[Outcomes]:  # noqa: ARG001  # after these
    """What comes of each page's commands, which are typed one after the other."""
    lanes, alone = asyncio.Semaphore(AT_ONCE), asyncio.Lock()

    async def come_to(command: str, before: asyncio.Task[Outcome] | None) -> Outcome:
        if before is not None:
            await asyncio.wait([before])
        async with alone if ALONE.search(command) else nullcontext(), lanes:
            return await typed(on(desk, monitors, command), desk)

    begun: Outcomes = {}
    for _, lines in groupby(commands(), itemgetter(0)):
        before = None
        for page, command in lines:
            before = begun[page, command] = asyncio.create_task(come_to(command, before))
    yield begun
    await asyncio.wait(begun.values())


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.xdist_group("monitored-desk")
@pytest.mark.parametrize(("page", "command"), commands())
async def test_a_command_works_as_printed(outcomes: Outcomes, page: str, command: str) -> None:
    done = await outcomes[page, command]
    assert done.complaints == "", page
    assert done.status == 0 or ("grep" in command and done.status == 1), page  # 1: no such line


def test_what_is_looked_for_in_logs_is_logged() -> None:
    events = {
        event.replace("\\", "")
        for _, command in commands()
        for event in re.findall(r"\b[a-z]+\\?\.[a-z]+_?[a-z_]*\b", command)
        if "grep" in command and ".local/logs" in command
    } - {"bot.log", "tickets.log", "files.log"}
    code = "\n".join(
        path.read_text() for folder in ("libs", "services") for path in ROOT.glob(f"{folder}/*/src/**/*.py")
    )
    assert events
    assert {event for event in events if f'"{event}"' not in code} == set()
