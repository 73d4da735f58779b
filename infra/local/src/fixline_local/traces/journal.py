"""The spans on disk, so that traces survive a restart of the sink."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TextIO

from fixline_local.traces.spans import Span, SpanEvent, SpanLink
from fixline_local.traces.store import SpanStore

MOST_LINES: Final = 200_000
"""Of some 1 kB each; then what the store does not keep any more is left out."""


class SpanJournal:
    """A file to which each span is added as a line, and which is written anew when it has become long.

    What a crash left half-written at its end is passed over.
    """

    def __init__(self, path: Path, store: SpanStore, *, most_lines: int = MOST_LINES) -> None:
        self._path = path
        self._store = store
        self._most_lines = most_lines
        self._lines = 0

    def restore(self) -> None:
        """Give the store what was kept, and begin the file anew with that; raise `OSError` where it cannot be used."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists():
            self._store.add(_read(self._path))
        self._rewrite()

    def add(self, spans: Sequence[Span]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            _write(file, spans)
        self._lines += len(spans)
        if self._lines > self._most_lines:
            self._rewrite()

    def _rewrite(self) -> None:
        # The store forgets the traces that grew first; the oldest first, so that it does so again.
        kept = [span for trace in reversed(self._store.traces()) for span in trace.spans]
        fresh = self._path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            _write(file, kept)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        self._lines = len(kept)


def _write(file: TextIO, spans: Iterable[Span]) -> None:
    file.writelines(json.dumps(asdict(span), separators=(",", ":")) + "\n" for span in spans)


def _read(path: Path) -> Iterator[Span]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                yield _span(json.loads(line))
            except (ValueError, TypeError, KeyError):
                continue  # half a line, or one of another release


def _span(kept: dict[str, Any]) -> Span:
    links = tuple(SpanLink(**link) for link in kept.pop("links"))
    events = tuple(SpanEvent(**event) for event in kept.pop("events"))
    return Span(**kept, links=links, events=events)
