"""A text with what its author marked in it (decision 56); positions are in characters."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

MOST_MARKS: Final = 100
"""Of one text; Telegram shows no more either."""
LONGEST_URL: Final = 2_048
URL: Final = re.compile(r"(?:https?|mailto|tel|tg):[^\s\x00-\x1f\x7f-\x9f<>\"]+", re.IGNORECASE)
LANGUAGE: Final = re.compile(r"[\w+#.\-]{1,64}")
LATEST: Final = 253_402_300_799
"""The end of the year 9999."""
TIME_FORMAT: Final = re.compile(r"r|w?[dD]?[tT]?")


class MarkKind(StrEnum):
    BOLD = "BOLD"
    ITALIC = "ITALIC"
    UNDERLINE = "UNDERLINE"
    STRIKETHROUGH = "STRIKETHROUGH"
    SPOILER = "SPOILER"
    CODE = "CODE"
    PRE = "PRE"
    LINK = "LINK"
    BLOCKQUOTE = "BLOCKQUOTE"
    EXPANDABLE_BLOCKQUOTE = "EXPANDABLE_BLOCKQUOTE"
    DATE_TIME = "DATE_TIME"


VERBATIM: Final = frozenset({MarkKind.CODE, MarkKind.PRE})
ONE_OF_A_KIND: Final = (
    frozenset({MarkKind.BLOCKQUOTE, MarkKind.EXPANDABLE_BLOCKQUOTE}),
    frozenset({MarkKind.LINK, MarkKind.DATE_TIME}),
)
"""Kinds of which none is in another."""


@dataclass(frozen=True, slots=True)
class Mark:
    offset: int
    length: int
    kind: MarkKind
    url: str = ""
    """Where a LINK leads."""
    language: str = ""
    """Of PRE; may be empty."""
    time: int = 0
    """Of DATE_TIME: Unix time in seconds."""
    time_format: str = ""
    """Of DATE_TIME, by Telegram's letters."""

    @property
    def end(self) -> int:
        return self.offset + self.length

    def spanning(self, start: int, end: int) -> "Mark":
        return replace(self, offset=start, length=end - start)


Marks = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    text: str = ""
    marks: Marks = ()
    """In the order of the text, the outer before the inner; see `fitting`."""

    def __bool__(self) -> bool:
        return bool(self.text)

    @classmethod
    def of(cls, text: "str | MarkedText") -> "MarkedText":
        return text if isinstance(text, MarkedText) else cls(text)

    @classmethod
    def joined(cls, between: str, parts: "Iterable[str | MarkedText]") -> "MarkedText":
        """Put the parts one after another; of all that is marked in them, what fits into one text."""
        text, marks = "", []
        for number, each in enumerate(map(cls.of, parts)):
            text += between if number else ""
            marks += [replace(mark, offset=mark.offset + len(text)) for mark in each.marks]
            text += each.text
        return cls(text, tuple(marks[:MOST_MARKS]))

    def cut(self, start: int, end: int | None = None) -> "MarkedText":
        """Return the characters from `start` to before `end`, with what is marked in them."""
        end = len(self.text) if end is None else min(end, len(self.text))
        kept = ((mark, max(mark.offset, start), min(mark.end, end)) for mark in self.marks)
        marks = (mark.spanning(first - start, last - start) for mark, first, last in kept if first < last)
        return MarkedText(self.text[start:end], tuple(marks))

    def stripped(self) -> "MarkedText":
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def without(self, places: Collection[int]) -> "MarkedText":
        """Leave out the characters at these places."""
        if not places:
            return self
        gone = sorted(places)
        kept = "".join(each for place, each in enumerate(self.text) if place not in places)
        moved = (
            mark.spanning(
                mark.offset - bisect_left(gone, mark.offset), mark.end - bisect_left(gone, mark.end)
            )
            for mark in self.marks
        )
        return MarkedText(kept, tuple(mark for mark in moved if mark.length))

    def with_words(self, at: int, words: str) -> "MarkedText":
        """Put words in at a place: marked as what goes on over it, not as what ends there."""
        marks = (
            replace(mark, offset=mark.offset + len(words))
            if mark.offset >= at
            else mark.spanning(mark.offset, mark.end + (len(words) if mark.end > at else 0))
            for mark in self.marks
        )
        return MarkedText(f"{self.text[:at]}{words}{self.text[at:]}", tuple(marks))


def fitting(text: str, marks: Iterable[Mark]) -> MarkedText:
    """Return the text with those of the marks that the tickets service takes: the outer ones first."""
    kept: list[Mark] = []
    open_: list[Mark] = []
    for mark in sorted(_within(text, marks), key=lambda mark: (mark.offset, -mark.length)):
        while open_ and open_[-1].end <= mark.offset:
            open_.pop()
        overlaps = bool(open_) and mark.end > open_[-1].end
        if overlaps or any(_excludes(outer.kind, mark.kind) for outer in open_):
            continue
        kept.append(mark)
        open_.append(mark)
    return MarkedText(text, tuple(kept[:MOST_MARKS]))


def leads(url: str) -> bool:
    """Tell whether it is an address to which a link may lead."""
    return len(url) <= LONGEST_URL and URL.fullmatch(url) is not None


def is_time(time: int, time_format: str) -> bool:
    return 0 < time <= LATEST and TIME_FORMAT.fullmatch(time_format) is not None


def _within(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        start, end = max(mark.offset, 0), min(mark.end, len(text))
        if start < end:
            yield mark.spanning(start, end)


def _excludes(outer: MarkKind, inner: MarkKind) -> bool:
    return (
        outer in VERBATIM
        or outer is inner
        or any(outer in kinds and inner in kinds for kinds in ONE_OF_A_KIND)
    )
