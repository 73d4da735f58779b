#!/usr/bin/env bash
# grpc.aio tells the caller of a refused bidirectional call INTERNAL, where the server said PERMISSION_DENIED.
#
# Library    grpcio 1.85.1 (PyPI).
# Source     when a request message can no longer be written (the server has ended the call), the aio call sets INTERNAL on
#            itself, before the status that the server sent is read.
# Valid use  a server that refuses before it reads; a client that streams messages of 64 KiB. Loopback, 50 calls of each kind.
# Expected   the status of the server, as the synchronous client of the same library has it every time.
# Seen       aio, bidirectional: mostly INTERNAL. Synchronous: PERMISSION_DENIED 50 times of 50.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check grpcio==1.85.1

cat > "$folder/refusals.py" <<'PYTHON'
import asyncio
from collections import Counter

import grpc

CALLS = 50
METHOD = "/finding.Uploads/Put"
CHUNKS = [b"x" * 65536] * 200


async def refuse(_chunks, context):
    await context.abort(grpc.StatusCode.PERMISSION_DENIED, "not yours")


async def stream():
    for chunk in CHUNKS:
        yield chunk


async def by_aio(address):
    seen = Counter()
    async with grpc.aio.insecure_channel(address) as channel:
        for _ in range(CALLS):
            try:
                async for _ in channel.stream_stream(METHOD)(stream()):
                    raise SystemExit("a refused call was answered")
            except grpc.aio.AioRpcError as error:
                seen[error.code().name] += 1
    return seen


def by_sync(address):
    seen = Counter()
    with grpc.insecure_channel(address) as channel:
        for _ in range(CALLS):
            try:
                list(channel.stream_stream(METHOD)(iter(CHUNKS)))
            except grpc.RpcError as error:
                seen[error.code().name] += 1
    return seen


async def main():
    server = grpc.aio.server()
    handlers = {"Put": grpc.stream_stream_rpc_method_handler(refuse)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("finding.Uploads", handlers),))
    address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    await server.start()
    aio, sync = await by_aio(address), await asyncio.to_thread(by_sync, address)
    await server.stop(0)
    print(f"  grpc.aio: {dict(aio)}; synchronous: {dict(sync)}")
    if not aio["INTERNAL"] or sync != {"PERMISSION_DENIED": CALLS}:
        raise SystemExit("it is no longer so")


asyncio.run(main())
PYTHON
"$folder/venv/bin/python" "$folder/refusals.py"
