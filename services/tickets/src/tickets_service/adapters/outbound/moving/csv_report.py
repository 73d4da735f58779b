"""What became of each line, as a table that spreadsheets open."""

import csv
from pathlib import Path
from typing import Any, Final, Self, TextIO

from tickets_service.adapters.outbound.moving.harmless_cells import as_words
from tickets_service.application.ports.origins.import_report import LineOutcome, ReportLine

HEAD: Final = ("line", "kind", "old id", "outcome", "here", "words")
FIRST_BAD: Final = 20


class CsvReport:
    """Implements `ImportReport`, and is a context manager. `first_bad` is there with or without a file."""

    _writer: Any

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None
        self.first_bad: list[ReportLine] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def begin(self) -> None:
        self.first_bad.clear()
        if self._path is None:
            return
        if self._file is None:
            # With a BOM: without one, Excel takes every letter beyond ASCII for two.
            self._file = self._path.open("w", encoding="utf-8-sig", newline="")
        self._file.seek(0)
        self._file.truncate()
        self._writer = csv.writer(self._file)
        self._writer.writerow(HEAD)

    def tell(self, line: ReportLine) -> None:
        if line.outcome is LineOutcome.BAD and len(self.first_bad) < FIRST_BAD:
            self.first_bad.append(line)
        if self._file is not None:
            said = (line.line, line.kind.value, line.old_id, line.outcome.value, line.here, line.words)
            self._writer.writerow([as_words(each) for each in said])
