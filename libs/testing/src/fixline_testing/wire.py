"""A way to a server on loopback that can swallow what passes: the peer is gone, and nobody says so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(slots=True)
class Wire:
    """`port` leads to the server."""

    target: int
    port: int = 0
    _open: list["Way"] = field(default_factory=list)

    def swallow(self) -> None:
        """Let nothing pass any more on the connections that there are; new ones are as they should be."""
        for way in self._open:
            way.is_cut.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        way = Way()
        self._open.append(way)
        reader_there, writer_there = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            with suppress(OSError):
                await asyncio.gather(way.passes(reader, writer_there), way.passes(reader_there, writer))
        finally:
            for each in (writer, writer_there):
                each.close()


@dataclass(slots=True)
class Way:
    """One connection, to and fro."""

    is_cut: asyncio.Event = field(default_factory=asyncio.Event)

    async def passes(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(65_536):
            if not self.is_cut.is_set():
                writer.write(chunk)
                await writer.drain()
        if self.is_cut.is_set():
            await asyncio.Event().wait()  # nor does a farewell pass
        writer.close()  # which the other side answers


@asynccontextmanager
async def wire_to(target: int) -> AsyncIterator[Wire]:
    """Lead to a port of this machine."""
    wire = Wire(target)
    serving: set[asyncio.Task[None]] = set()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(wire.serve(reader, writer))
        serving.add(task)
        task.add_done_callback(serving.discard)

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    wire.port = int(server.sockets[0].getsockname()[1])
    try:
        yield wire
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
