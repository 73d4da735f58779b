"""The README's first call, as it is printed there."""

import asyncio
import json
import re
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk

pytestmark = pytest.mark.xdist_group("desk")

ROOT = Path(__file__).parents[2]


def printed_call() -> str:
    (call,) = re.findall(r"```sh\n(\.venv/bin/buf curl .*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    return str(call)


@pytest.fixture
def clone(tmp_path: Path, desk: Desk) -> Path:
    """A folder like that of a clone in which `make run` was called: the desk of the tests is its own."""
    (tmp_path / ".local").symlink_to(desk.programs.folder)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    return tmp_path


@pytest.mark.asyncio(loop_scope="session")
async def test_it_works_as_printed(clone: Path, desk: Desk) -> None:
    call = printed_call()
    # The default ports may be somebody else's on this machine.
    port = f"127.0.0.1:{Addresses().tickets_grpc}/"
    assert call.count(port) == 1
    call = call.replace(port, f"127.0.0.1:{desk.programs.addresses.tickets_grpc}/")
    process = await asyncio.create_subprocess_shell(call, cwd=clone, stdout=PIPE, stderr=PIPE)
    async with asyncio.timeout(120):
        output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    assert json.loads(output)["user"]["displayName"] == "Nina"
