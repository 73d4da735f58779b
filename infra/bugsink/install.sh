#!/bin/sh
# Makes sure that Bugsink is there, in a virtual environment of its own: `make test-ops`, `make run ERRORS=1`.
set -eu
cd "$(dirname "$0")/../.."
here=.tools/bugsink
lock=infra/bugsink/requirements.lock
cmp -s "$lock" "$here/installed.lock" 2>/dev/null && exit 0
uv=$(command -v uv || echo .tools/bin/uv)
echo "Installing Bugsink, this once …"
if "$uv" venv --quiet --allow-existing --python .venv/bin/python "$here" &&
    "$uv" pip sync --quiet --python "$here/bin/python" --require-hashes "$lock"; then
    cp "$lock" "$here/installed.lock"
    exit 0
fi
echo "Bugsink is needed for this and could not be installed: $lock says what of the package index it takes." >&2
exit 1
