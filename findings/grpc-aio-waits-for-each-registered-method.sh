#!/usr/bin/env bash
# A grpc.aio server waits anew, with every call, for each method that it was told of by name.
#
# Library    grpcio 1.85.1 (PyPI).
# Source     for each registered method the server keeps a request for its next call open, each a task; its loop waits for
#            all of these tasks anew (asyncio.wait, which adds and takes away a callback each) whenever one has a call.
# Valid use  one method is called; beside it 0, 30 or 200 others are served, registered by name as generated code does
#            (`add_registered_method_handlers`), or by a generic handler alone. Loopback, 300 calls each.
# Expected   what a call costs does not depend on methods that nobody calls.
# Seen       registered: the loop waits for as many tasks as there are methods, and a few more, once per call.
#            By a generic handler: for one or two, however many methods there are.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check grpcio==1.85.1

cat > "$folder/methods.py" <<'PYTHON'
import asyncio
from collections import Counter

import grpc

CALLS = 300
SERVICE = "finding.Desk"
sizes = Counter()
wait = asyncio.wait


async def counted(tasks, **options):
    sizes[len(list(tasks))] += 1
    return await wait(tasks, **options)


async def answer(_request, _context):
    return b""


async def waited_for(beside, registered):
    """Return for how many tasks the server waited at most, and how often, while one method was called."""
    server = grpc.aio.server()
    methods = {name: grpc.unary_unary_rpc_method_handler(answer) for name in ("Called", *beside)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, methods),))
    if registered:
        server.add_registered_method_handlers(SERVICE, methods)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    sizes.clear()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        call = channel.unary_unary(f"/{SERVICE}/Called", _registered_method=registered)
        for _ in range(CALLS):
            await call(b"")
    found = max(sizes), sum(sizes.values())
    await server.stop(0)
    return found


async def main():
    asyncio.wait = counted
    for number in (0, 30, 200):
        beside = [f"Other{each}" for each in range(number)]
        (by_name, waits), (generic, _) = [await waited_for(beside, registered) for registered in (True, False)]
        print(f"  {number:3} other methods: registered {by_name} tasks, {waits} times in {CALLS} calls; generic {generic}")
        if by_name <= number or waits < CALLS or generic > 2:
            raise SystemExit("it is no longer so")


asyncio.run(main())
PYTHON
"$folder/venv/bin/python" "$folder/methods.py"
