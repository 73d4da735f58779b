#!/usr/bin/env bash
# How long gRPC waits for the answer to a keepalive ping is not what `grpc.keepalive_timeout_ms` says.
#
# Library    grpcio 1.85.1 (PyPI).
# Source     https://grpc.github.io/grpc/core/md_doc_keepalive.html: after GRPC_ARG_KEEPALIVE_TIMEOUT_MS (20 s by default) without an
#            answer to its ping the sender closes the connection. The core has a time for pings of its own besides.
# Valid use  a server with keepalive_time_ms 500 and keepalive_timeout_ms 500, a stream, and a client that vanishes without a
#            word: a way to the server on loopback that swallows what passes. Once so, once with http2.ping_timeout_ms 500.
# Expected   the stream ends within some seconds, both times.
# Seen       it ends in a second with http2.ping_timeout_ms. Without, it is still open after ten: a ping has a minute.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check grpcio==1.85.1

cat > "$folder/vanishes.py" <<'PYTHON'
import asyncio
import time
from contextlib import suppress

import grpc

KEEPALIVE = [("grpc.keepalive_time_ms", 500), ("grpc.keepalive_timeout_ms", 500)]
KEEPALIVE += [("grpc.keepalive_permit_without_calls", 1)]
PATIENCE = 10.0


async def seconds_until_it_ends(options):
    begun, ended, is_cut = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def watch(_request, _context):
        begun.set()
        try:
            await asyncio.sleep(120)
            yield b""
        finally:
            ended.set()

    server = grpc.aio.server(options=options)
    handler = grpc.unary_stream_rpc_method_handler(watch)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("finding.Desk", {"Watch": handler}),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()

    async def pass_on(reader, writer):
        while chunk := await reader.read(65_536):
            if not is_cut.is_set():
                writer.write(chunk)

    async def serve(reader, writer):
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        with suppress(asyncio.CancelledError):  # at the end
            await asyncio.gather(pass_on(reader, there_writer), pass_on(there_reader, writer), return_exceptions=True)

    way = await asyncio.start_server(serve, "127.0.0.1", 0)
    channel = grpc.aio.insecure_channel(f"127.0.0.1:{way.sockets[0].getsockname()[1]}")
    call = channel.unary_stream("/finding.Desk/Watch")(b"")
    await begun.wait()
    is_cut.set()
    began = time.monotonic()
    try:
        await asyncio.wait_for(ended.wait(), PATIENCE)
    except TimeoutError:
        pass
    took = time.monotonic() - began
    call.cancel()
    await channel.close()
    await server.stop(0)
    way.close()
    return took


async def main():
    plain = await seconds_until_it_ends(KEEPALIVE)
    pings = await seconds_until_it_ends([*KEEPALIVE, ("grpc.http2.ping_timeout_ms", 500)])
    print(f"  with keepalive_timeout_ms alone: {plain:.1f} s; with http2.ping_timeout_ms too: {pings:.1f} s")
    if plain < PATIENCE or pings > PATIENCE / 2:
        raise SystemExit("it is no longer so")


asyncio.run(main())
PYTHON
"$folder/venv/bin/python" "$folder/vanishes.py"
