"""Keeps processes alive with supervisord: its configuration, its process, and questions to it (decision 8)."""

import asyncio
import os
import re
import subprocess
import sys
import xmlrpc.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import psutil
from supervisor.xmlrpc import Faults

from fixline_local.desk.program import Program
from fixline_local.embedded.password import stored_password

USER: Final = "fixline"
STOP_SECONDS: Final = 60.0
GIVEN_UP: Final = 78
"""EX_CONFIG: whatever ends otherwise is started again."""
STOPPABLE: Final = frozenset({"STARTING", "RUNNING", "BACKOFF"})
"""The states in which supervisord stops a process: it runs, or is about to."""
CONFIGURATION: Final = "supervisord.conf"
PID_FILE: Final = "supervisord.pid"
PASSWORD: Final = "supervisor-password"  # noqa: S105  # a file's name
FOLDER: Final = "FIXLINE_DESK"
"""The variable through which its configuration names the folder: written out, ` #` and `%` in a path would not be read
as they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessInfo:
    name: str
    state: str
    """supervisord's word: STOPPED, STARTING, RUNNING, BACKOFF, STOPPING, EXITED, FATAL."""
    pid: int
    """0 when it does not run."""
    description: str
    exit_status: int
    """Of its last end; -1 when a signal ended it."""

    @property
    def is_given_up(self) -> bool:
        """Whether it is not started again. For a moment, what is about to be is EXITED, too."""
        return self.state == "FATAL" or (self.state == "EXITED" and self.exit_status == GIVEN_UP)


def quoted(word: str) -> str:
    """Return a word of a command line for supervisord's configuration.

    Each odd character after a backslash, not all between quotes: there, too, ` ;` and ` #` would begin a comment.
    """
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", word).replace("%", "%%") or "''"


async def stop_orphan(folder: Path) -> bool:
    """End the supervisord that an earlier run in `folder` left behind when it was killed; say whether there was one."""
    try:
        process = psutil.Process(int((folder / PID_FILE).read_text()))
        ours = str(folder / CONFIGURATION) in process.cmdline()
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return False
    if ours:
        process.terminate()
        await asyncio.to_thread(process.wait, STOP_SECONDS)
    return ours


class Supervisor:
    """One supervisord with its programs, in `folder`, answering on a loopback port with a password.

    It ends with the thread that started it, even if that is killed.
    """

    def __init__(
        self, folder: Path, port: int, programs: Sequence[Program], environment: Mapping[str, str]
    ) -> None:
        self._folder, self._port, self._programs = folder, port, programs
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def logs(self) -> Path:
        return self._folder / "logs"

    async def start(self) -> None:
        """Start supervisord; raise `RuntimeError` with its words when it does not come up."""
        self.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        configuration = self._folder / CONFIGURATION
        configuration.touch(mode=0o600)
        configuration.write_text(self._configuration())
        command = [sys.executable, "-m", "fixline_local.desk.supervisord", str(os.getpid())]
        command += ["--nodaemon", "-c", str(configuration)]
        words = self.logs / "supervisord.out"
        words.touch(mode=0o600)
        with words.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603, ASYNC220  # our own arguments; returns at once
                command,
                env=self._environment | {FOLDER: str(self._folder)},
                stdout=output,
                stderr=output,
                # What it and its children write is the owner's alone.
                umask=0o077,
                # Ctrl-C reaches us, and we stop things in order.
                start_new_session=True,
            )
        async with asyncio.timeout(20):
            while not await self._answers():
                if self._process.poll() is not None:
                    raise RuntimeError(f"supervisord did not start:\n{words.read_text()}")
                await asyncio.sleep(0.05)

    async def stop(self) -> None:
        """End every process, last stage first; supervisord kills what takes longer than 28 s."""
        if self._process is None or self._process.poll() is not None:
            return
        for stage in sorted({program.stage for program in self._programs}, reverse=True):
            await self._stop_stage({program.name for program in self._programs if program.stage == stage})
        self._process.terminate()
        await asyncio.to_thread(self._process.wait, STOP_SECONDS)

    async def _stop_stage(self, names: set[str]) -> None:
        while True:
            states = {each.name: each.state for each in await self.processes() if each.name in names}
            for name, state in states.items():
                if state in STOPPABLE:
                    await self._stop_program(name, is_awaited=False)
            if not {*states.values()} & {*STOPPABLE, "STOPPING"}:
                return
            # Asking often also makes supervisord look after its children at once, not once a second.
            await asyncio.sleep(0.03)

    async def stop_program(self, name: str) -> None:
        """End a program, and wait for its end; one that has ended is ended."""
        await self._stop_program(name, is_awaited=True)

    async def _stop_program(self, name: str, *, is_awaited: bool) -> None:
        try:
            await self._call("stopProcess", name, is_awaited)
        except xmlrpc.client.Fault as fault:
            if fault.faultCode != Faults.NOT_RUNNING:  # it has ended since it was looked at
                raise

    async def start_program(self, name: str) -> None:
        await self._call("startProcess", name, False)

    async def processes(self) -> list[ProcessInfo]:
        rows = cast("list[dict[str, Any]]", await self._call("getAllProcessInfo"))
        return [
            ProcessInfo(
                name=row["name"],
                state=row["statename"],
                pid=row["pid"],
                description=row["description"],
                exit_status=row["exitstatus"],
            )
            for row in rows
        ]

    async def _answers(self) -> bool:
        try:
            await self._call("getState")
        except OSError:
            return False
        return True

    async def _call(self, method: str, *arguments: object) -> object:
        def call() -> object:
            url = f"http://{USER}:{self._password()}@127.0.0.1:{self._port}/RPC2"
            with xmlrpc.client.ServerProxy(url) as proxy:  # loopback, behind a password
                return getattr(proxy.supervisor, method)(*arguments)

        return await asyncio.to_thread(call)

    def _password(self) -> str:
        return stored_password(self._folder / PASSWORD)

    def _configuration(self) -> str:
        sections: dict[str, dict[str, object]] = {
            "supervisord": {
                "nodaemon": "true",
                "logfile": f"%(ENV_{FOLDER})s/logs/supervisord.log",
                "pidfile": f"%(ENV_{FOLDER})s/{PID_FILE}",
                "childlogdir": f"%(ENV_{FOLDER})s/logs",
                **({"user": "root"} if os.geteuid() == 0 else {}),
            },
            "inet_http_server": {
                "port": f"127.0.0.1:{self._port}",
                "username": USER,
                "password": self._password(),
            },
            "rpcinterface:supervisor": {
                "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface",
            },
            **{f"program:{program.name}": self._settings(program) for program in self._programs},
        }
        return "\n".join(
            "\n".join([f"[{name}]", *(f"{key}={value}" for key, value in settings.items()), ""])
            for name, settings in sections.items()
        )

    def _settings(self, program: Program) -> dict[str, object]:
        return {
            "command": " ".join(map(quoted, program.command)),
            "environment": ",".join(
                f'{key}="{value}"'.replace("%", "%%") for key, value in program.environment.items()
            ),
            "priority": program.stage,
            "autostart": str(program.starts_by_itself).lower(),
            # Whatever ends is started again, except what cannot start with the settings it has.
            "autorestart": "unexpected",
            "exitcodes": GIVEN_UP,
            "startsecs": 0,
            "stopsignal": program.stop_signal,
            "stopwaitsecs": 28,
            "redirect_stderr": "true",
            # supervisord expands this one twice.
            "stdout_logfile": f"%%(ENV_{FOLDER})s/logs/{program.name}.log",
            "stdout_logfile_maxbytes": "10MB",
            "stdout_logfile_backups": 3,
        }
