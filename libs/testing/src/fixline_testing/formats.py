"""What strings of the API look like, read from the comments of its protos: "Format: `tickets/{number}`"."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FORMAT: Final = re.compile(r"Format: `([^`]+)`")
MESSAGE: Final = re.compile(r"\s*message (\w+) \{")
FIELD: Final = re.compile(r"\s*(?:repeated )?string (\w+) = \d+;")


def formats_in(protos: Path) -> Mapping[tuple[str, str], str]:
    """Return the format of each field, given as (message, field), whose comment tells one."""
    found = {}
    for path in sorted(protos.rglob("*.proto")):
        message, comment = "", ""
        for line in path.read_text().splitlines():
            if line.lstrip().startswith("//"):
                comment += line.strip().removeprefix("//")
                continue
            if entered := MESSAGE.match(line):
                message = entered[1]
            elif (field := FIELD.match(line)) and (told := FORMAT.search(comment)):
                found[message, field[1]] = told[1]
            comment = ""
    return found
