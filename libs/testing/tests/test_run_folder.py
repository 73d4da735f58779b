"""Where the servers of a test run live, and what becomes of a run that was killed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from fixline_testing import run_folder
from fixline_testing.run_folder import RunFolder, sweep
from fixline_testing.servers import SharedServers

KILLED = """
import os, signal, sys
from pathlib import Path
from fixline_testing.run_folder import RunFolder
from fixline_testing.servers import SharedServers
run = RunFolder.create((Path(sys.argv[1]),))
SharedServers(run.path).valkey()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=60)  # noqa: S603  # ours
    (folder,) = tmp_path.iterdir()
    server = psutil.Process(json.loads((folder / "valkey.json").read_text())["pid"])
    assert server.is_running()
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not server.is_running()


def test_a_number_that_is_another_process_now_is_left_alone(tmp_path: Path) -> None:
    me = psutil.Process()
    record = {"pid": me.pid, "started": me.create_time() - 3600, "port": 1}
    (tmp_path / "valkey.json").write_text(json.dumps(record))
    SharedServers(tmp_path).stop()
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_lives_is_left_alone(tmp_path: Path) -> None:
    first, second = RunFolder.create((tmp_path,)), RunFolder.create((tmp_path,))
    assert sorted(tmp_path.iterdir()) == sorted([first.path, second.path])
    first.remove()
    second.remove()
    assert list(tmp_path.iterdir()) == []


def test_without_room_in_the_first_it_is_in_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_folder, "ROOM", shutil.disk_usage(tmp_path).total + 1)
    run = RunFolder.create((tmp_path / "missing", tmp_path))
    assert run.path.parent == tmp_path
    run.remove()
