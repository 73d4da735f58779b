"""What the processes of a desk wrote into its folder, line by line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

FOREIGN: Final = frozenset({"postgres", "valkey", "supervisord", "prometheus", "alertmanager", "errors"})
"""Programs of others, with forms of their own (docs/architecture.md, Logs)."""
REQUIRED: Final = frozenset({"timestamp", "level", "event", "service", "version"})
PERSON: Final = re.compile(r"\busers/[1-9]")


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of our own processes, each with its program's name; of logs that turned over as well."""
    for log in sorted(folder.glob("logs/*.log*")):
        program = log.name.partition(".log")[0]
        if program not in FOREIGN:
            for line in log.read_text().splitlines():
                yield program, line


def lines_of(folder: Path) -> list[dict[str, Any]]:
    """Return every line as what it says; fail where one is no JSON object with the required keys, or names a person."""
    found = []
    for program, text in written(folder):
        try:
            line = json.loads(text)
        except ValueError:
            raise AssertionError(f"{program} wrote what is no JSON: {text[:500]}") from None
        missing = REQUIRED - line.keys()
        assert not missing, f"{program} wrote a line without {sorted(missing)}: {text[:500]}"
        assert not PERSON.search(text), f"{program} names a person: {text[:500]}"
        found.append(line)
    return found
