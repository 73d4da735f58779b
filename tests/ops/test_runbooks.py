"""What a runbook tells the person on duty to type works as printed."""

import asyncio
import os
import re

import pytest

from fixline_local.desk.desk import Desk

from .monitoring import ROOT
from .monitors import MonitorClient

pytestmark = pytest.mark.ops
PAGES = sorted((ROOT / "docs/runbooks").glob("*.md"))
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
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


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.xdist_group("monitored-desk")
@pytest.mark.usefixtures("mishaps")
@pytest.mark.parametrize(("page", "command"), commands())
async def test_a_command_works_as_printed(
    desk: Desk, monitors: MonitorClient, page: str, command: str
) -> None:
    done = await asyncio.create_subprocess_exec(
        *("bash", "-o", "pipefail", "-c", on(desk, monitors, command)),
        cwd=ROOT,
        env=os.environ | {"FIXLINE_DESK": str(desk.programs.folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, complaints = await done.communicate()
    assert complaints.decode() == "", page
    assert done.returncode == 0 or ("grep" in command and done.returncode == 1), page  # 1: no such line


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
