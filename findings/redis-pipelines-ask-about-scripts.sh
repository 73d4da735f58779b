#!/usr/bin/env bash
# redis-py asks the server about a script before each pipeline that has it: what should save a round trip takes one more.
#
# Library    redis 8.1.0 (PyPI).
# Source     `BasePipeline.load_scripts` sends SCRIPT EXISTS for the scripts of a pipeline whenever it is executed, and remembers no
#            answer; a registered script that is called without a pipeline goes out as EVALSHA at once.
# Valid use  one registered script for several keys, in a pipeline, so that they take one round trip together.
# Expected   one round trip, and another only where the server does not know the script (NOSCRIPT).
# Seen       two round trips, each time: SCRIPT EXISTS is answered before EVALSHA goes out. Called by itself the script takes one.
#            One script that takes all keys is what saves them.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check redis==8.1.0

cat > "$folder/trips.py" <<'PYTHON'
import socket
import threading

import redis

ANSWERS = {"HELLO": b"%1\r\n+proto\r\n:3\r\n", "SCRIPT EXISTS": b"*1\r\n:1\r\n", "EVALSHA": b":1\r\n"}


class WritingServer:
    """Answers as one that knows every script, and writes down which commands each read of its socket brought."""

    def __init__(self):
        self.reads = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        connection, _ = self._socket.accept()
        while data := connection.recv(65536):
            named = [self._named(each) for each in data.split(b"*")[1:]]
            self.reads.append(named)
            connection.sendall(b"".join(ANSWERS.get(each, b"+OK\r\n") for each in named))

    @staticmethod
    def _named(command):
        words = command.split(b"\r\n")[2::2]
        return " ".join(word.decode() for word in (words[:2] if words[0] == b"SCRIPT" else words[:1]))


server = WritingServer()
client = redis.Redis(port=server.port)
script = client.register_script("return 1")
script()
server.reads.clear()
script()
alone = [*server.reads]
server.reads.clear()
for _ in range(2):
    pipeline = client.pipeline(transaction=False)
    script(client=pipeline)
    script(client=pipeline)
    pipeline.execute()
print("  by itself:    ", alone)
print("  two pipelines:", server.reads)
if alone != [["EVALSHA"]] or server.reads != [["SCRIPT EXISTS"], ["EVALSHA", "EVALSHA"]] * 2:
    raise SystemExit("it is no longer so")
PYTHON
timeout 60 "$folder/venv/bin/python" "$folder/trips.py"
