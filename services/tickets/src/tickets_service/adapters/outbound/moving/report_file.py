"""What became of each line, as a table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Self

from tickets_service.adapters.outbound.moving.written_tables import WrittenTable, begin_table
from tickets_service.application.ports.origins.import_report import (
    ImportReportError,
    LineOutcome,
    ReportLine,
)

HEAD: Final = ("line", "kind", "old id", "outcome", "here", "words")
FIRST_BAD: Final = 20


class ReportFile:
    """Implements `ImportReport`, and is a context manager. `first_bad` is there with or without a file."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._table: WrittenTable | None = None
        self.first_bad: list[ReportLine] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with written_to(self._path), self._file:
                self._finish()

    def begin(self) -> None:
        self.first_bad.clear()
        if self._path is None:
            return
        with written_to(self._path):
            if self._file is None:
                self._file = self._path.open("wb")
            self._finish()
            self._file.seek(0)
            self._file.truncate()
            self._table = begin_table(self._file, self._path, HEAD)

    def tell(self, line: ReportLine) -> None:
        if line.outcome is LineOutcome.BAD and len(self.first_bad) < FIRST_BAD:
            self.first_bad.append(line)
        if self._table is not None:
            with written_to(self._path):
                self._table.write(
                    (line.line, line.kind.value, line.old_id, line.outcome.value, line.here, line.words)
                )

    def _finish(self) -> None:
        table, self._table = self._table, None
        if table is not None:
            table.finish()


@contextmanager
def written_to(path: Path | None) -> Iterator[None]:
    """Raise `ImportReportError`: what the disk refuses must not be taken for the store's silence."""
    try:
        yield
    except OSError as error:
        raise ImportReportError(f"the report {path} cannot be written: {error.strerror}") from error
