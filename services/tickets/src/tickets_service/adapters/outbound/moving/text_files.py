"""Tables as text: which encoding, and what stands between cells.

The separator: of `;`, `,` and tab the one that the head has most of, outside of quotes; or what a first line `sep=;`
says.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from tickets_service.adapters.outbound.moving.text_encodings import encoding_of
from tickets_service.application.ports.origins.import_source import ImportSourceError

SEPARATORS: Final = ";,\t"


def separator_of(head: str) -> str:
    """Return the first of the separators where the head has none of them: a table may have one column."""
    outside = "".join(head.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def text_rows(path: Path, encoding: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the line that a row begins in, from 1, and its cells; `encoding`: of a file that does not say it itself.

    Raise `ImportSourceError` with the line where it cannot go on.
    """
    encoding = encoding_of(path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        line = 0
        try:
            separator, told = begin(file)
            reader = csv.reader(file, delimiter=separator, strict=True)
            line = told
            for row in reader:
                yield line + 1, row
                line = told + reader.line_num
        except UnicodeDecodeError as error:
            raise ImportSourceError(
                f"{path.name}, after line {line}: is not {encoding}: say `encoding` in the mapping"
            ) from error
        except csv.Error as error:
            raise ImportSourceError(
                f"{path.name}, after line {line}: {error}: is there a quote that is not closed?"
            ) from error


def begin(file: TextIO) -> tuple[str, int]:
    """Return the separator, and how many lines tell nothing else; the file stands at its head."""
    head = file.readline()
    if head.lower().startswith("sep=") and len(head.strip("\r\n")) == len("sep=;"):
        return head[4], 1
    file.seek(0)
    return separator_of(head), 0
