#!/usr/bin/env bash
# pyrage tells damaged content as a bare OSError without an errno, and a wrong key as its own DecryptError.
#
# Library    pyrage 1.4.0 (PyPI).
# Source     `decrypt_io` reads through Rust's io traits, whose errors become OSError; only the header's are mapped.
# Valid use  decrypting a file that a disk has damaged by one byte, and one with another key: both are daily work of a restore.
# Expected   one kind of error for "this is not what was encrypted", apart from those of the disk.
# Seen       damage: OSError, errno None. Another key: DecryptError. Who lets OSError through as "the disk failed" takes a damaged
#            backup for a full disk; errno tells them apart.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyrage==1.4.0

cat > "$folder/damage.py" <<'PYTHON'
import io

import pyrage

own, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
encrypted = bytearray(pyrage.encrypt(b"x" * 200_000, [own.to_public()]))


def refusal(content, identity):
    try:
        pyrage.decrypt_io(io.BytesIO(bytes(content)), io.BytesIO(), [identity])
    except (OSError, pyrage.DecryptError) as error:
        return type(error).__name__, getattr(error, "errno", "none of its own")
    raise SystemExit("it was taken for whole")


damaged = encrypted.copy()
damaged[-1000] ^= 1
seen = {"one byte damaged": refusal(damaged, own), "another key": refusal(encrypted, other)}
for what, (kind, errno) in seen.items():
    print(f"  {what}: {kind}, errno {errno}")
if seen["one byte damaged"] != ("OSError", None) or seen["another key"][0] != "DecryptError":
    raise SystemExit("it is no longer so")
PYTHON
"$folder/venv/bin/python" "$folder/damage.py"
