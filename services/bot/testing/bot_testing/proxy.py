"""A proxy as a process: HTTP (CONNECT) and SOCKS5 on one port, with or without a password.

`python -m bot_testing.proxy [USER PASSWORD]` prints its port, and then a line for each connection that it makes.
"""

import asyncio
import contextlib
import sys
from base64 import b64encode
from typing import Final

SOCKS5: Final = b"\x05"
NO_PASSWORD, PASSWORD, NOTHING_FITS = b"\x00", b"\x02", b"\xff"
BY_NAME: Final = 3
LENGTHS: Final = {1: 4, 4: 16}
"""Of addresses, by their kinds."""


class RefusedError(Exception):
    """Whoever asks may not."""


class Proxy:
    def __init__(self, user: str = "", password: str = "") -> None:
        self._user, self._password = user, password

    async def serve(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201  # how its port is told
        async with server:
            await server.serve_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(RefusedError, asyncio.IncompleteReadError, OSError):
            first = await reader.readexactly(1)
            speak = self._socks5 if first == SOCKS5 else self._http
            host, port, accepted = await speak(first, reader, writer)
            print(f"{host}:{port}", flush=True)  # noqa: T201  # what it is for
            there_reader, there_writer = await asyncio.open_connection(host, port)
            writer.write(accepted)
            await asyncio.gather(passed_on(reader, there_writer), passed_on(there_reader, writer))
        writer.close()

    async def _http(
        self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[str, int, bytes]:
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode()
        if self._user:
            wanted = b64encode(f"{self._user}:{self._password}".encode()).decode()
            if f"Basic {wanted}" not in head:
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
                await writer.drain()
                raise RefusedError
        host, _, port = head.split()[1].rpartition(":")
        return host.strip("[]"), int(port), b"HTTP/1.1 200 Connection established\r\n\r\n"

    async def _socks5(
        self, _first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[str, int, bytes]:
        (count,) = await reader.readexactly(1)
        offered = await reader.readexactly(count)
        chosen = PASSWORD if self._user else NO_PASSWORD
        writer.write(SOCKS5 + (chosen if chosen in offered else NOTHING_FITS))
        if chosen not in offered:
            raise RefusedError
        if self._user:
            _, length = await reader.readexactly(2)
            user = await reader.readexactly(length)
            (length,) = await reader.readexactly(1)
            password = await reader.readexactly(length)
            fits = (user.decode(), password.decode()) == (self._user, self._password)
            writer.write(b"\x01\x00" if fits else b"\x01\x01")
            if not fits:
                raise RefusedError
        *_, kind = await reader.readexactly(4)
        length = (await reader.readexactly(1))[0] if kind == BY_NAME else LENGTHS[kind]
        address = await reader.readexactly(length)
        port = int.from_bytes(await reader.readexactly(2), "big")
        host = address.decode() if kind == BY_NAME else ".".join(str(part) for part in address)
        return host, port, b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"


async def passed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(65_536):
        writer.write(chunk)
        await writer.drain()
    writer.close()


if __name__ == "__main__":
    asyncio.run(Proxy(*sys.argv[1:]).serve())
