"""What a fork server begins is the program that was asked for, with its own everything but imports."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from fixline_testing.forked import Forks

FORKS = Forks(("json",))
Write = Callable[[str], Path]
SHOWS = """
import os, random, sys
print(__name__, *sys.argv[1:], os.environ, os.getcwd(), sys.stdin.read(), "json" in sys.modules, "this" in sys.modules)
print(random.random(), file=sys.stderr)
import this
"""


@pytest.fixture
def program(tmp_path: Path) -> Write:
    def written(source: str) -> Path:
        path = tmp_path / "program.py"
        path.write_text(source)
        return path

    return written


async def test_it_has_arguments_environment_folder_and_streams_of_its_own(
    program: Write, tmp_path: Path
) -> None:
    shows = program(SHOWS)
    first = await FORKS.run(shows, "a", "b c", env={"ONE": "1"}, cwd=tmp_path, stdin="words")
    shown = f"__main__ a b c environ({{'ONE': '1'}}) {tmp_path} words True False"
    assert (first.returncode, first.stdout.splitlines()[0]) == (0, shown)
    second = await FORKS.run(shows, env={}, cwd=tmp_path)
    shown = f"__main__ environ({{}}) {tmp_path}  True False"
    assert second.stdout.splitlines()[0] == shown, "nothing of the first is left"
    assert first.stderr != second.stderr, "chance begins anew"


@pytest.mark.parametrize(
    ("source", "status", "said"),
    [
        ("", 0, ""),
        ("import sys; sys.exit(3)", 3, ""),
        ("raise SystemExit('no')", 1, "no\n"),
        ("raise SystemExit", 0, ""),
        ("import os; os.kill(os.getpid(), 9)", -9, ""),
        ("import atexit, sys; atexit.register(lambda: sys.stderr.write('late'))", 0, "late"),
        (
            "import sys, threading, time; threading.Timer(0.05, lambda: sys.stderr.write('later')).start()",
            0,
            "later",
        ),
    ],
)
async def test_it_ends_as_it_would_alone(program: Write, source: str, status: int, said: str) -> None:
    done = await FORKS.run(program(source), env={})
    assert (done.returncode, done.stderr) == (status, said)


async def test_what_it_raises_is_shown(program: Write) -> None:
    done = await FORKS.run(program("1 / 0"), env={})
    assert done.returncode == 1
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


async def test_signals_reach_it_and_it_alone(program: Write) -> None:
    waits = program("import signal; print('here', flush=True); signal.pause()")
    one, other = await FORKS.begin(waits, env={}), await FORKS.begin(waits, env={})
    assert await one.stdout.readline() == await other.stdout.readline() == b"here\n"
    assert one.returncode is None
    one.terminate()
    assert await one.wait() == -signal.SIGTERM
    assert psutil.Process(other.pid).is_running()
    assert other.returncode is None
    other.kill()
    await other.communicate()
    assert other.returncode == -signal.SIGKILL


async def test_it_holds_nothing_of_others(program: Write) -> None:
    shows = program("import os; print(sorted(os.listdir('/proc/self/fd'), key=int), flush=True); input()")
    waiting = [await FORKS.begin(shows, env={}) for _ in range(3)]
    # The last is of the looking itself.
    assert [await each.stdout.readline() for each in waiting] == [b"['0', '1', '2', '3']\n"] * 3
    await asyncio.gather(*(each.communicate() for each in waiting))


async def test_environment_of_imports_stays_unless_given(program: Write) -> None:
    shows = program("import json, os; print(json.dumps(dict(os.environ)))")
    forks = Forks(("fixline_chassis.grpc_aside_in_forks",))
    name = "GRPC_ENABLE_FORK_SUPPORT"
    assert json.loads((await forks.run(shows, env={})).stdout) == {name: "false"}
    assert json.loads((await forks.run(shows, env={name: "1"})).stdout) == {name: "1"}


async def test_a_server_with_threads_refuses_to_begin_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (
        "import threading\nbusy = threading.Thread(target=threading.Event().wait, daemon=True)\nbusy.start()"
    )
    (tmp_path / "threaded.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="importing threaded began 1 threads"):
        await Forks(("threaded",)).begin("threaded", env=dict(os.environ))
