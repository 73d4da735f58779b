#!/usr/bin/env bash
# pydantic shows what was put in, in the errors of a dataclass that asks to hide it.
#
# Library    pydantic 2.13.5 (PyPI).
# Source     ConfigDict.hide_input_in_errors, "whether to hide inputs when printing errors"; __pydantic_config__ is how a
#            dataclass of the standard library gives its configuration to a TypeAdapter.
# Valid use  a TypeAdapter of such a dataclass, and a value that does not fit.
# Expected   the error names the field and what is wrong with it, as it does for a BaseModel with the same configuration.
# Seen       the value is in the error's text, and so in every log line and crash report with it; the other settings of the
#            same configuration (extra="forbid" here) hold.
#
# Exits with 0 as long as this is so, and says what differs when it no longer is. Downloads the wheel; not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pydantic==2.13.5

cat > "$folder/shown.py" <<'PYTHON'
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

CONFIG = ConfigDict(hide_input_in_errors=True, extra="forbid")


@dataclass
class Plain:
    __pydantic_config__ = CONFIG
    age: int


class Model(BaseModel):
    model_config = CONFIG
    age: int


def error_of(validate, value):
    try:
        validate(value)
    except ValidationError as error:
        return str(error).partition("    For further")[0].rstrip()
    raise SystemExit("it is no longer so: the value fits")


plain = error_of(TypeAdapter(Plain).validate_python, {"age": "what I wrote"})
model = error_of(Model.model_validate, {"age": "what I wrote"})
extra = error_of(TypeAdapter(Plain).validate_python, {"age": 1, "more": 2})
print(plain, model, extra, sep="\n")
if ("what I wrote" in plain, "what I wrote" in model, "extra" in extra or "unexpected" in extra.lower()) != (True, False, True):
    raise SystemExit("it is no longer so")
PYTHON
"$folder/venv/bin/python" "$folder/shown.py"
