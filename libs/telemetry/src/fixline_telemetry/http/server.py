"""uvicorn as a part of a process, not as the process."""

import asyncio
import contextlib
import errno
import os
import socket
from collections.abc import Iterator
from typing import Final

import uvicorn

LAST_PORT: Final = 65535


class ListenError(OSError):
    """A server cannot have its address; the text names both."""


class EmbeddedServer(uvicorn.Server):
    """Leaves signals to the process; `up` is set once it accepts requests."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # the process decides what a signal does, not one of its servers


def listening_on(listen: str, *, server: str = "") -> socket.socket:
    """Listen on `host:port` (`[::1]:port` for IPv6, port 0 takes any).

    Raise `ListenError` that says what `server` cannot have: uvicorn would end the process when the port is taken.
    """
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    what = f"{server} cannot listen on {listen}".lstrip()
    if not (port.isdecimal() and int(port) <= LAST_PORT):
        raise ListenError(errno.EINVAL, f"{what}: no such port")
    try:
        return socket.create_server((host, int(port)), family=family)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise ListenError(error.errno, f"{what}: {reason}") from error
