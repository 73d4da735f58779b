"""Log lines of all services, found in their files."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

OF_EVERY_LINE: Final = frozenset(
    {
        "timestamp",
        "level",
        "event",
        "service",
        "version",
        "environment",
        "logger",
        "trace_id",
        "span_id",
        "exception",
    }
)
"""What is not said again after a line's event."""

LONGEST: Final = 200
"""Characters of what an exception says."""


@dataclass(frozen=True, slots=True)
class LogLine:
    said: Mapping[str, Any]

    @property
    def time(self) -> str:
        """In UTC, as ISO 8601 to the microsecond: its order is that of time."""
        return str(self.said.get("timestamp", ""))

    @property
    def service(self) -> str:
        return str(self.said.get("service", ""))

    @property
    def level(self) -> str:
        return str(self.said.get("level", ""))

    @property
    def event(self) -> str:
        return str(self.said.get("event", ""))

    @property
    def trace_id(self) -> str:
        return str(self.said.get("trace_id", ""))

    def rest(self) -> dict[str, Any]:
        """Return what the line says beside what every line says."""
        return {name: value for name, value in self.said.items() if name not in OF_EVERY_LINE}

    def errors(self) -> list[str]:
        """Return the exceptions of the line, each with the place that raised it, the one that was caught first."""
        chain = self.said.get("exception")
        if not isinstance(chain, list):
            return []
        return [_told(error) for error in chain if isinstance(error, dict)]


def _told(error: Mapping[str, Any]) -> str:
    said = " ".join(str(error.get("exc_value", "")).split())
    words = ": ".join(filter(None, [str(error.get("exc_type", "")), said[:LONGEST]]))
    frames = error.get("frames") or []
    return f"{words}  at {place(frames[-1])}" if frames else words


def place(frame: Mapping[str, Any]) -> str:
    """Return where a frame is: the file from its package on, the line, the function."""
    parts = Path(str(frame.get("filename", ""))).parts
    roots = [n for n, part in enumerate(parts) if part in {"src", "site-packages"}]
    short = "/".join(parts[roots[-1] + 1 :] if roots else parts[-2:])
    return f"{short}:{frame.get('lineno')} in {frame.get('name')}"


def lines_in(
    files: Iterable[Path], words: Iterable[str], wanted: Callable[[Mapping[str, Any]], bool]
) -> list[LogLine]:
    """Return the lines in time order that hold one of the words and are `wanted`; each once."""
    found: dict[str, LogLine] = {}
    for file in files:
        with file.open(encoding="utf-8", errors="replace") as opened:
            found.update(read(opened, tuple(words), wanted))
    return sorted(found.values(), key=lambda line: line.time)


def read(
    source: TextIO, words: tuple[str, ...], wanted: Callable[[Mapping[str, Any]], bool]
) -> Iterator[tuple[str, LogLine]]:
    for text in source:
        # Most lines are not it, and reading JSON takes most of the time.
        if not any(word in text for word in words):
            continue
        try:
            said = json.loads(text)
        except ValueError:
            continue  # what is not ours, or was cut by a rotation
        if isinstance(said, dict) and wanted(said):
            yield text, LogLine(said)
