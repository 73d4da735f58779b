"""A process that has imported what a program imports, and forks for each run that is asked for (decision 75).

`python -m fixline_testing.fork_server SOCKET MODULE…` imports the modules and listens at the socket. One request is one
connection: a line of JSON with the program (a package or a file), its arguments, environment and folder, and with it
the descriptors of stdin, stdout and stderr. It is answered with two numbers of four bytes: the process's id and, when
that has ended, its status as `subprocess` gives it.
"""

import atexit
import gc
import json
import os
import runpy
import signal
import socket
import struct
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import Final, NoReturn, TypedDict

NUMBER: Final = struct.Struct("!i")
MOST: Final = 1 << 20
"""Bytes of a request."""


def main(path: str, *modules: str) -> NoReturn:
    """Serve until SIGINT or SIGTERM; raise `RuntimeError` when what was imported has threads: they do not survive."""
    before = dict(os.environ)
    for module in modules:
        import_module(module)
    added = {name: value for name, value in os.environ.items() if before.get(name) != value}
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads > 1:
        raise RuntimeError(f"importing {' '.join(modules)} began {threads - 1} threads")
    # So that no collection in a fork walks, and so copies, what was imported.
    gc.collect()
    gc.freeze()
    ForkServer(path, added).serve()


class ForkServer:
    def __init__(self, path: str, added: Mapping[str, str]) -> None:
        self._added = added
        """What imports have put into the environment: they would again, where it is not set."""
        self._listening = socket.socket(socket.AF_UNIX)
        # Under another name until it listens: who sees it may connect.
        self._listening.bind(f"{path}.unready")
        self._listening.listen(100)
        Path(f"{path}.unready").rename(path)
        self._asking: dict[int, socket.socket] = {}
        """Who waits for the end of a process, by its id."""

    def serve(self) -> NoReturn:
        woken, wake = socket.socketpair()
        for each in (woken, wake, self._listening):
            each.setblocking(False)
        previous = signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        with DefaultSelector() as selector:
            selector.register(self._listening, EVENT_READ)
            selector.register(woken, EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is woken:
                        woken.recv(4096)
                        self._tell_of_ends()
                    elif (run := self._begin()) is not None:
                        signal.set_wakeup_fd(-1)
                        signal.signal(signal.SIGCHLD, previous)
                        selector.close()
                        for each in (woken, wake, self._listening, *self._asking.values()):
                            each.close()
                        run_program(run, self._added)

    def _begin(self) -> "Run | None":
        """Fork; return what to run in the child, and None in the parent."""
        try:
            asking, _ = self._listening.accept()
        except BlockingIOError:
            return None
        asking.setblocking(True)
        text, streams, _, _ = socket.recv_fds(asking, MOST, 3)
        while not text.endswith(b"\n"):
            text += asking.recv(MOST)
        pid = os.fork()
        if not pid:
            asking.close()
            return Run(json.loads(text), streams)
        for stream in streams:
            os.close(stream)
        asking.sendall(NUMBER.pack(pid))
        self._asking[pid] = asking
        return None

    def _tell_of_ends(self) -> None:
        while self._asking:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            with self._asking.pop(pid) as asking:
                try:
                    asking.sendall(NUMBER.pack(os.waitstatus_to_exitcode(status)))
                except BrokenPipeError:
                    continue  # whoever asked has ended meanwhile


class Asked(TypedDict):
    program: str
    arguments: list[str]
    environment: dict[str, str]
    folder: str


@dataclass(frozen=True, slots=True)
class Run:
    asked: Asked
    streams: Sequence[int]


def run_program(run: Run, added: Mapping[str, str]) -> NoReturn:
    """Be the program, from its first line to its end."""
    for number, stream in enumerate(run.streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update({**added, **run.asked["environment"]})
    os.chdir(run.asked["folder"])
    if os.environ.get("PYTHONUNBUFFERED"):
        sys.stdout.reconfigure(write_through=True)  # type: ignore[union-attr]
    program = run.asked["program"]
    sys.argv = [program, *run.asked["arguments"]]
    # It was imported for what it imports, and runs now.
    sys.modules.pop(f"{program}.__main__", None)
    status = 1
    try:
        if program.endswith(".py"):
            runpy.run_path(program, run_name="__main__")
        else:
            runpy.run_module(program, run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as ended:
        status = status_of(ended)
    except BaseException:  # noqa: BLE001  # as the interpreter does
        sys.excepthook(*sys.exc_info())
    # As the interpreter ends, but for taking apart all that was imported.
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001  # so does multiprocessing
    atexit._run_exitfuncs()  # noqa: SLF001  # the same
    for output in (sys.stdout, sys.stderr):
        output.flush()
    os._exit(status)


def status_of(ended: SystemExit) -> int:
    if ended.code is None:
        return 0
    if isinstance(ended.code, int):
        return ended.code
    sys.stderr.write(f"{ended.code}\n")
    return 1


if __name__ == "__main__":
    main(*sys.argv[1:])
