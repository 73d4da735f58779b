#!/usr/bin/env bash
# redis-py sends a command that is not answered eleven times or once, depending on which way the client was made.
#
# Library    redis 8.1.0 (PyPI).
# Source     `Redis(host=…)` has a default `retry` (ten more tries, with waits between); `Redis.from_url` builds the connection
#            pool itself, whose connections get no such default. The asyncio clients are the same.
# Valid use  one GET with a socket timeout, to a server that shakes hands and then is silent (as one that is stopped is).
# Expected   two ways to name the same server give the same client: the same tries, the same time until the error.
# Seen       eleven GETs in about five seconds against one GET in a tenth of a second, with the same `socket_timeout=0.1`.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check redis==8.1.0

cat > "$folder/tries.py" <<'PYTHON'
import asyncio
import socket
import threading

import redis
import redis.asyncio

TIMEOUT = 0.1


class SilentServer:
    """Answers the handshake of RESP3, and nothing else."""

    def __init__(self):
        self.gets = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            connection, _ = self._socket.accept()
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        while data := connection.recv(65536):
            self.gets += data.count(b"GET\r\n")
            connection.sendall(
                b"%1\r\n+proto\r\n:3\r\n" * data.count(b"HELLO\r\n") + b"+OK\r\n" * data.count(b"CLIENT\r\n")
            )


def tries(client_at):
    server = SilentServer()

    async def ask():
        await client_at(server.port).get("key")

    try:
        if "asyncio" in type(client_at(server.port)).__module__:
            asyncio.run(ask())
        else:
            client_at(server.port).get("key")
    except redis.TimeoutError:
        return server.gets
    raise SystemExit("a silent server was taken for an answer")


seen = {}
for module in (redis, redis.asyncio):
    by_host = tries(lambda port: module.Redis(host="127.0.0.1", port=port, socket_timeout=TIMEOUT))
    by_url = tries(lambda port: module.Redis.from_url(f"redis://127.0.0.1:{port}", socket_timeout=TIMEOUT))
    seen[module.__name__] = (by_host, by_url)
    print(f"  {module.__name__}: Redis(host=…) sends GET {by_host} times, Redis.from_url {by_url} time(s)")
if seen != {"redis": (11, 1), "redis.asyncio": (11, 1)}:
    raise SystemExit(f"it is no longer so: {seen}")
PYTHON
"$folder/venv/bin/python" "$folder/tries.py"
