"""Tables as text: which encoding, and what stands between cells.

The encoding: what its BOM says; else UTF-8, if all of the file is that; else windows-1251, which is what Excel writes
where UTF-8 is not asked for and people write Cyrillic. Text of another encoding is almost never UTF-8 by chance; which
of the single-byte ones it is, nobody can tell from it: then the mapping says so.

The separator: of `;`, `,` and tab the one that the head has most of, outside of quotes; or what a first line `sep=;`
says.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from tickets_service.application.ports.origins.import_source import ImportSourceError

BOMS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
OTHERWISE: Final = "cp1251"
SEPARATORS: Final = ";,\t"
CHUNK: Final = 1 << 20


def encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        begin = file.read(4)
        for bom, encoding in BOMS.items():
            if begin.startswith(bom):
                return encoding
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return OTHERWISE
    return "utf-8"


def separator_of(head: str) -> str:
    """Return the first of the separators where the head has none of them: a table may have one column."""
    outside = "".join(head.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def text_rows(path: Path, encoding: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the line that a row begins in, from 1, and its cells; `encoding` empty: find out.

    Raise `ImportSourceError` with the line where it cannot go on.
    """
    encoding = encoding or encoding_of(path)
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
