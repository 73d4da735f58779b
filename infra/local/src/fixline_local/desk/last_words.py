"""Why a process ended, from its log."""

import json
from pathlib import Path
from typing import Final

LINES: Final = 10


def last_words(log: Path, *, since: int = 0) -> str:
    """Return which setting is at fault where the process said so, else the log's end.

    `since`: how many bytes of the log are of earlier runs.
    """
    said = log.read_bytes()[since:].decode(errors="replace") if log.exists() else ""
    lines = said.splitlines()
    if fault := _misconfigured(lines):
        return fault
    return "\n".join([f"The end of {log}:", *lines[-LINES:]])


def _misconfigured(lines: list[str]) -> str:
    for line in reversed(lines):
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict) and record.get("event") == "service.misconfigured":
            return str(record["error"])
    return ""
