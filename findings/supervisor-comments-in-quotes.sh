#!/usr/bin/env bash
# supervisord takes " ;" and " #" inside quotes for the beginning of a comment, and cuts the command there.
#
# Library    supervisor 4.3.0 (PyPI).
# Source     Options' configuration parser strips inline comments before the command is split like a shell does.
# Valid use  a program whose quoted argument holds a blank and a semicolon: a folder's name, say.
# Expected   quotes keep an argument whole, as they do for blanks in the same file.
# Seen       the value ends before the semicolon; the rest of the line, its closing quote with it, is taken for a comment.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check supervisor==4.3.0 'setuptools<81'

cat > "$folder/read.py" <<'PYTHON'
import sys

from supervisor.options import ServerOptions


def command_of(argument):
    path = f"{sys.argv[1]}/supervisord.conf"
    with open(path, "w") as file:
        file.write(f'[supervisord]\n[program:p]\ncommand=/bin/echo "{argument}"\n')
    options = ServerOptions()
    options.realize(args=["-n", "-c", path])
    (group,) = options.process_group_configs
    return group.process_configs[0].command


seen = {argument: command_of(argument) for argument in ("two words", "one; two", "one ;two", "one #two")}
for argument, command in seen.items():
    print(f'  "{argument}" is read as: {command}')
expected = {
    "two words": '/bin/echo "two words"',
    "one; two": '/bin/echo "one; two"',
    "one ;two": '/bin/echo "one',
    "one #two": '/bin/echo "one',
}
if seen != expected:
    raise SystemExit(f"it is no longer so: {seen}")
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/read.py" "$folder"
