"""What draws in a process of its own, and what becomes of a process that does not get that far."""

import asyncio
import subprocess
import sys
from typing import Any

import pytest
import uvloop

from bot_service.adapters.outbound.printing.process import Drawing
from bot_service.application.errors import UnavailableError

CHARTS = "bot_service.adapters.outbound.printing.charts"
LOOK = """
import os, runpy, sys

class Look:
    def find_spec(self, name, path, target=None):
        if name == "grpc":
            print("fork support:", os.environ.get("GRPC_ENABLE_FORK_SUPPORT"))

sys.meta_path.insert(0, Look())
sys.argv[1:] = ["--help"]
runpy.run_module("bot_service", run_name="__main__")
"""


def test_grpc_is_told_of_forks_before_it_is_there() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)  # noqa: S603  # our own
    assert done.stdout.splitlines()[0] == "fork support: false"


@pytest.mark.parametrize("runner", [asyncio.run, uvloop.run])
def test_a_process_that_has_ended_before_its_order_came_is_an_outage(
    runner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = asyncio.create_subprocess_exec

    async def ends_at_once(*_: str, **pipes: Any) -> asyncio.subprocess.Process:
        process = await begin(sys.executable, "-S", "-c", "raise SystemExit('too early')", **pipes)
        while process.stdin and not process.stdin.is_closing() and process.returncode is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", ends_at_once)
    with pytest.raises(UnavailableError):
        runner(Drawing()(CHARTS, {}))
