"""Go/no-go, asked about a desk that runs, is watched, and has played the story."""

import asyncio
import json
import sys
from typing import Any

import pytest

from fixline_local.desk.desk import Desk

from .monitoring import ROOT
from .monitors import MonitorClient, eventually

pytestmark = [
    pytest.mark.ops,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("monitored-desk"),
]

NOT_YET = {"backup fresh", "backup restores"}
"""Nobody has backed this desk up."""
HARMED = {"nothing given up", "no alert fires", "promises kept", "error rate"}
"""What other tests of this desk do to it, on purpose."""


async def asked(desk: Desk) -> tuple[int, dict[str, dict[str, Any]]]:
    command = [
        sys.executable,
        "-m",
        "fixline_operations",
        "--desk",
        str(desk.programs.folder),
        "go-no-go",
        "--json",
    ]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()
    return process.returncode or 0, {each["name"]: each for each in json.loads(printed)["checks"]}


async def test_a_watched_desk_is_well_and_has_no_backup(desk: Desk, monitors: MonitorClient) -> None:
    async def heard() -> bool:
        return "Watchdog" in await monitors.alerts()

    await eventually(heard)
    status, checks = await asked(desk)
    bad = {name: each["evidence"] for name, each in checks.items() if each["outcome"] == "no-go"}
    assert status == 1
    assert bad.keys() >= NOT_YET
    assert bad.keys() <= NOT_YET | HARMED, bad
    assert "processes" in checks["versions equal"]["evidence"]
