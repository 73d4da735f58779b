"""supervisord as we use it: starts, restarts, stops in order, leaves nothing behind."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from fixline_local.desk.program import Program
from fixline_local.desk.supervision import ProcessInfo, Supervisor, stop_orphan
from fixline_local.ports import free_ports

ODD = "a desk; of #1 at 100% %(x)s 'а' \"b\" \\c"
SLEEP = [sys.executable, "-c", "import signal; signal.pause()"]

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from fixline_local.desk.program import Program
from fixline_local.desk.supervision import Supervisor

async def run(folder, port):
    pause = [sys.executable, "-c", "import signal; signal.pause()"]
    programs = [Program(name="first", stage=10, command=pause)]
    supervisor = Supervisor(Path(folder), int(port), programs, dict(os.environ))
    await supervisor.start()
    while not (await supervisor.processes())[0].pid:
        await asyncio.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(run(*sys.argv[1:]))
"""


def supervisor_in(folder: Path) -> Supervisor:
    programs = [
        Program(name="first", stage=10, command=SLEEP),
        Program(name="later", stage=20, command=SLEEP),
    ]
    return Supervisor(folder, free_ports(1)[0], programs, dict(os.environ))


@pytest.fixture
async def supervisor(tmp_path: Path) -> AsyncIterator[Supervisor]:
    supervisor = supervisor_in(tmp_path)
    await supervisor.start()
    yield supervisor
    await supervisor.stop()


async def pid_of(supervisor: Supervisor, name: str, *, other_than: int = 0) -> int:
    async with asyncio.timeout(20):
        while True:
            (found,) = [each for each in await supervisor.processes() if each.name == name]
            if found.pid not in {0, other_than}:
                return found.pid
            await asyncio.sleep(0.05)


async def test_a_killed_process_is_started_again(supervisor: Supervisor) -> None:
    pid = await pid_of(supervisor, "first")
    os.kill(pid, signal.SIGKILL)
    assert await pid_of(supervisor, "first", other_than=pid) != pid


async def test_stopping_leaves_no_process(tmp_path: Path) -> None:
    supervisor = supervisor_in(tmp_path)
    await supervisor.start()
    pid = await pid_of(supervisor, "first")
    await supervisor.stop()
    assert not psutil.pid_exists(pid)


async def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    run = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, str(tmp_path), str(free_ports(1)[0])
    )
    assert await run.wait() == -signal.SIGKILL
    log = tmp_path / "logs" / "supervisord.log"
    await until(lambda: "stopped: first" in log.read_text())
    await until(lambda: not (tmp_path / "supervisord.pid").exists())


async def test_what_a_killed_run_left_is_ended_by_the_next(tmp_path: Path) -> None:
    abandoned = supervisor_in(tmp_path)
    await abandoned.start()
    pid = await pid_of(abandoned, "first")
    assert await stop_orphan(tmp_path)
    assert not psutil.pid_exists(pid)
    assert not await stop_orphan(tmp_path)
    await abandoned.stop()


async def test_why_it_does_not_start_is_told(tmp_path: Path) -> None:
    programs = [Program(name="bad", stage=10, command=SLEEP, stop_signal="NOSUCH")]
    supervisor = Supervisor(tmp_path, free_ports(1)[0], programs, dict(os.environ))
    with pytest.raises(RuntimeError, match="NOSUCH"):
        await supervisor.start()


async def test_a_program_may_differ_in_its_environment(tmp_path: Path) -> None:
    program = Program(
        name="different", stage=10, command=SLEEP, environment={"LISTEN": "127.0.0.1:1", "X": "100% %s"}
    )
    supervisor = Supervisor(tmp_path, free_ports(1)[0], [program], dict(os.environ) | {"LISTEN": "other"})
    await supervisor.start()
    different = psutil.Process(await pid_of(supervisor, "different"))
    async with asyncio.timeout(20):
        while different.cmdline() != SLEEP:  # noqa: ASYNC110  # until then it is supervisord's own child
            await asyncio.sleep(0.01)
    environment = different.environ()
    assert (environment["LISTEN"], environment["X"]) == ("127.0.0.1:1", "100% %s")
    await supervisor.stop()


async def test_what_cannot_start_with_its_settings_is_not_tried_again(tmp_path: Path) -> None:
    refusing = Program(name="refusing", stage=10, command=[sys.executable, "-c", "raise SystemExit(78)"])
    supervisor = Supervisor(tmp_path, free_ports(1)[0], [refusing], dict(os.environ))
    await supervisor.start()
    async with asyncio.timeout(20):
        while (await supervisor.processes())[0].state != "EXITED":  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.05)
    (process,) = await supervisor.processes()
    assert process.is_given_up
    await supervisor.stop_program("refusing")
    await supervisor.stop()


async def test_what_dies_while_the_desk_is_closed_does_not_keep_it_open(tmp_path: Path) -> None:
    """What has ended since it was looked at, supervisord refuses to stop."""
    commands = ["raise SystemExit(1)", "import time; time.sleep(0.02)"]
    dying = [
        Program(name=f"dying-{number}", stage=10, command=[sys.executable, "-c", commands[number % 2]])
        for number in range(6)
    ]
    supervisor = Supervisor(tmp_path, free_ports(1)[0], dying, dict(os.environ))
    await supervisor.start()
    async with asyncio.timeout(20):
        while not {each.state for each in await supervisor.processes()} & {"EXITED"}:  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.01)
    await supervisor.stop()
    assert not (tmp_path / "supervisord.pid").exists()


@pytest.mark.parametrize("exit_status", [0, 1, -1])
def test_what_has_ended_otherwise_is_about_to_be_started_again(exit_status: int) -> None:
    ended = ProcessInfo(name="x", state="EXITED", pid=0, description="", exit_status=exit_status)
    assert not ended.is_given_up
    assert replace(ended, state="FATAL").is_given_up


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  # another process brings it about
            await asyncio.sleep(0.05)


async def test_any_path_will_do(tmp_path: Path) -> None:
    folder = tmp_path / ODD
    folder.mkdir()
    script = folder / "script.py"
    script.write_text("import signal, sys; print(sys.argv[1:], flush=True); signal.pause()")
    program = Program(name="odd", stage=10, command=[sys.executable, str(script), ODD, "", "; # %"])
    supervisor = Supervisor(folder, free_ports(1)[0], [program], dict(os.environ))
    await supervisor.start()
    log = folder / "logs" / "odd.log"
    await until(lambda: log.read_text() != "")
    await supervisor.stop()
    assert log.read_text() == f"{[ODD, '', '; # %']}\n"


async def test_what_a_program_writes_is_its_owners_alone(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        f"import os, signal; os.mkdir('{tmp_path}/kept'); open('{tmp_path}/kept/it', 'x'); signal.pause()"
    )
    script.chmod(0o600)
    program = Program(name="writer", stage=10, command=[sys.executable, str(script)])
    before = os.umask(0o022)
    try:
        supervisor = Supervisor(tmp_path, free_ports(1)[0], [program], dict(os.environ))
        await supervisor.start()
    finally:
        os.umask(before)
    await until((tmp_path / "kept" / "it").exists)
    await supervisor.stop()
    assert [str(path) for path in tmp_path.rglob("*") if path.stat().st_mode & 0o077] == []  # noqa: ASYNC240  # a few
