"""Processes of our own programs that begin where their imports end: a fork server has done those (decision 75)."""

import asyncio
import json
import os
import signal
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fixline_testing.fork_server import NUMBER, Asked
from fixline_testing.servers import SharedServers


class ForkedProcess:
    """What tests use of `asyncio.subprocess.Process`; its outputs are pipes."""

    def __init__(self, pid: int, asked: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdout = asyncio.StreamReader()
        self.stderr = asyncio.StreamReader()
        self._asked = asked
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(asked, self._end)

    def send_signal(self, number: signal.Signals) -> None:
        """Do nothing when it has ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int | None:
        await self._ended.wait()
        return self.returncode

    async def communicate(self) -> tuple[bytes, bytes]:
        out, err, _ = await asyncio.gather(self.stdout.read(), self.stderr.read(), self.wait())
        return out, err

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._asked)
        with self._asked:
            said = self._asked.recv(NUMBER.size)
        # Without a word of its end the server has gone, and whoever was in its care.
        self.returncode = NUMBER.unpack(said)[0] if said else -signal.SIGKILL
        self._ended.set()


@dataclass(frozen=True, slots=True)
class Forks:
    """Begins processes of programs which import `modules`; the first of these names the run's server for them."""

    modules: tuple[str, ...]

    async def begin(
        self,
        program: str | Path,
        *arguments: str | Path,
        env: Mapping[str, str],
        cwd: Path | None = None,
        stdin: str = "",
    ) -> ForkedProcess:
        """Begin one as `python -m PROGRAM ARGUMENTS` does, or without `-m` where the program is a file."""
        path = await asyncio.to_thread(SharedServers.of_run().fork_server, self.modules)
        asked = socket.socket(socket.AF_UNIX)
        asked.connect(str(path))
        (said, out), (complained, err), (given, give) = os.pipe(), os.pipe(), os.pipe()
        request: Asked = {
            "program": str(program),
            "arguments": [str(each) for each in arguments],
            "environment": dict(env),
            "folder": str(cwd or Path.cwd()),
        }
        socket.send_fds(asked, [json.dumps(request).encode() + b"\n"], [given, out, err])
        for end in (given, out, err):
            os.close(end)
        with os.fdopen(give, "w") as feeding:
            feeding.write(stdin)
        (pid,) = NUMBER.unpack(await asyncio.to_thread(asked.recv, NUMBER.size, socket.MSG_WAITALL))
        process = ForkedProcess(pid, asked)
        for reader, end in ((process.stdout, said), (process.stderr, complained)):
            await asyncio.get_running_loop().connect_read_pipe(
                partial(asyncio.StreamReaderProtocol, reader), os.fdopen(end, "rb", buffering=0)
            )
        return process

    async def run(
        self,
        program: str | Path,
        *arguments: str | Path,
        env: Mapping[str, str],
        cwd: Path | None = None,
        stdin: str = "",
    ) -> "subprocess.CompletedProcess[str]":
        """Run one to its end, which must come by itself."""
        process = await self.begin(program, *arguments, env=env, cwd=cwd, stdin=stdin)
        try:
            out, err = await process.communicate()
        finally:
            process.kill()
        if process.returncode is None:
            raise RuntimeError("it was not waited for")
        return subprocess.CompletedProcess(arguments, process.returncode, out.decode(), err.decode())
