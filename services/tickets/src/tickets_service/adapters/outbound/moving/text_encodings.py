"""Which encoding a table as text is in: what its BOM says; else UTF-8, if all of the file is that; else windows-1251.

The last is what Excel writes where UTF-8 is not asked for and people write Cyrillic. Which of the single-byte encodings
it is, nobody can tell from a file; but that it is not this one shows in its words. Read in the wrong one, everything
would come in as letters that nobody can read, without a word.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tickets_service.application.ports.origins.import_source import ImportSourceError

BOMS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
OTHERWISE: Final = "cp1251"
CHUNK: Final = 1 << 20
BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
OF_UTF8: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
WORD: Final = re.compile(rb"[A-Za-z\xa8\xb8\xc0-\xff]{2,}")
"""In windows-1251; a letter by itself says little."""
LATIN: Final = re.compile(rb"[A-Za-z]")


def encoding_of(path: Path, told: str = "") -> str:
    """Return the encoding; `told` by a person, of a file that does not say so itself.

    Raise `ImportSourceError` where it can be neither UTF-8 nor windows-1251.
    """
    with path.open("rb") as file:
        begin = file.read(4)
        found = next((encoding for bom, encoding in BOMS.items() if begin.startswith(bom)), told)
        if found:
            return found
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            require_cyrillic(path)
            return OTHERWISE
    return "utf-8"


def require_cyrillic(path: Path) -> None:
    """Raise `ImportSourceError` for what reads as nonsense in windows-1251, by most of what is not ASCII."""
    seen = BytesSeen()
    with path.open("rb") as file:
        number = 0
        while line := file.readline(CHUNK):
            number += 1
            if not line.isascii():
                seen.look(line, number)
    if seen.of_utf8 * 2 > seen.beyond:
        raise ImportSourceError(
            f"{path.name}, line {seen.broken_line}: has a letter that is cut, and all others are UTF-8: mend it there"
        )
    if seen.mixed > seen.cyrillic:
        word = seen.example.decode(OTHERWISE, errors="replace")
        raise ImportSourceError(
            f"{path.name}: is neither UTF-8 nor, as it seems, windows-1251, in which it says {word!r}:"
            " say `encoding` in the mapping, such as cp1252 for Western Europe or cp1250 for Central Europe"
        )


@dataclass(slots=True)
class BytesSeen:
    """Bytes beyond ASCII, and how many of them are UTF-8; words with any that have Latin letters, too, or none."""

    beyond: int = 0
    of_utf8: int = 0
    mixed: int = 0
    cyrillic: int = 0
    example: bytes = b""
    broken_line: int = 0

    def look(self, line: bytes, number: int) -> None:
        self.beyond += len(line) - len(line.translate(None, BEYOND_ASCII))
        self.of_utf8 += sum(map(len, OF_UTF8.findall(line)))
        if not self.broken_line and not OF_UTF8.sub(b"", line).isascii():
            self.broken_line = number
        for word in WORD.findall(line):
            if word.isascii():
                continue
            if LATIN.search(word):
                self.mixed += 1
                self.example = self.example or word
            else:
                self.cyrillic += 1
