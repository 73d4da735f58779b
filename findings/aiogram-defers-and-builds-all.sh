#!/usr/bin/env bash
# `import aiogram` builds every model of the Bot API, though its types say `defer_build=True`.
#
# Library    aiogram 3.31.0 with pydantic 2.13.5 (PyPI).
# Source     aiogram/types/base.py sets defer_build; aiogram/types/__init__.py then calls model_rebuild() on every type, and
#            aiogram/methods/base.py does not defer at all.
# Valid use  `import aiogram`, nothing else.
# Expected   with deferred building, models cost memory and time when they are first used.
# Seen       all of them are built after the import: several hundred validators and serializers, about 100 MiB and more than a
#            second of a processor. A bot uses a few dozen.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads wheels; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check aiogram==3.31.0 pydantic==2.13.5

cat > "$folder/models.py" <<'PYTHON'
import os
import time

import aiohttp  # noqa: F401  # aiogram's own dependencies are not what is weighed
import pydantic


def mebibytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


memory, seconds = mebibytes(), time.process_time()
from aiogram import methods, types  # noqa: E402

memory, seconds = mebibytes() - memory, time.process_time() - seconds
models = [
    each
    for module in (types, methods)
    for each in map(vars(module).get, module.__all__)
    if isinstance(each, type) and issubclass(each, pydantic.BaseModel) and each is not methods.TelegramMethod
]
deferring = sum(bool(each.model_config.get("defer_build")) for each in models)
built = sum(each.__pydantic_complete__ for each in models)
print(f"  of {len(models)} models {deferring} say that they defer, and {built} are built: {memory:.0f} MiB, {seconds:.1f} s")
if not (deferring > 200 and built == len(models) and memory > 60):
    raise SystemExit("it is no longer so")
PYTHON
"$folder/venv/bin/python" "$folder/models.py"
