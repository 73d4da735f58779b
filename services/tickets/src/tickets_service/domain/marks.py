"""What the author of a text marked in it: bold words, links, code (decision 56)."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tickets_service.domain.text import TextRule
from tickets_service.domain.violations import Violations

MOST_MARKS: Final = 100
LONGEST_URL: Final = 2_048
LONGEST_LANGUAGE: Final = 64
LATEST: Final = 253_402_300_799
"""The end of the year 9999."""
SCHEMES: Final = ("http", "https", "mailto", "tel", "tg")
URL: Final = re.compile(rf"(?:{'|'.join(SCHEMES)}):[^\s\x00-\x1f\x7f-\x9f<>\"]+", re.IGNORECASE)
LANGUAGE: Final = re.compile(rf"[\w+#.\-]{{1,{LONGEST_LANGUAGE}}}")
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
"""What is shown as it is: nothing in it is marked."""
ONE_OF_A_KIND: Final = (
    frozenset({MarkKind.BLOCKQUOTE, MarkKind.EXPANDABLE_BLOCKQUOTE}),
    frozenset({MarkKind.LINK, MarkKind.DATE_TIME}),
)
"""Kinds of which none is in another."""


class Mark(NamedTuple):
    """`length` characters (code points) of a text from `offset` on; plain values, as commands have them."""

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
    """Of DATE_TIME, by Telegram's letters; empty: as it is written."""

    @property
    def end(self) -> int:
        return self.offset + self.length


Marks = tuple[Mark, ...]


def read_marks(marks: Sequence[Mark], raw: str, rule: TextRule, field: str, violations: Violations) -> Marks:
    """Return what is marked in the text that `rule` makes of `raw`, from the outermost in the order of the text.

    `marks` are of `raw`; what is trimmed off there is not marked. Add to `violations` what is wrong with them.
    """
    if len(marks) > MOST_MARKS:
        violations.add(field, f"must be at most {MOST_MARKS}, are {len(marks)}")
        return ()
    before = len(violations.found)
    for index, mark in enumerate(marks):
        check_mark(mark, raw, f"{field}[{index}]", violations)
    if len(violations.found) > before:
        return ()
    ordered = sorted(marks, key=lambda mark: (mark.offset, -mark.length))
    check_nesting(ordered, field, violations)
    if rule.one_line:
        raise ValueError(f"{field}: where lines are joined nothing stays where it was")
    first, end = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    kept = ((mark, max(mark.offset, first), min(mark.end, end)) for mark in ordered)
    return tuple(
        mark._replace(offset=start - first, length=stop - start) for mark, start, stop in kept if stop > start
    )


def check_mark(mark: Mark, raw: str, field: str, violations: Violations) -> None:
    if mark.offset < 0:
        violations.add(f"{field}.offset", "must not be negative")
    elif mark.length < 1:
        violations.add(f"{field}.length", "must be positive")
    elif mark.end > len(raw):
        violations.add(f"{field}.length", f"reaches to {mark.end}, the text has {len(raw)} characters")
    if fault := url_fault(mark):
        violations.add(f"{field}.url", fault)
    if mark.language and (mark.kind is not MarkKind.PRE or not LANGUAGE.fullmatch(mark.language)):
        violations.add(
            f"{field}.language",
            f"must be set for PRE alone, of 1 to {LONGEST_LANGUAGE} letters, digits or +#.-_",
        )
    for name, fault in time_faults(mark):
        violations.add(f"{field}.{name}", fault)


def url_fault(mark: Mark) -> str:
    if mark.kind is not MarkKind.LINK:
        return "must be set for LINK alone" if mark.url else ""
    if len(mark.url) > LONGEST_URL:
        return f"must have at most {LONGEST_URL} characters, has {len(mark.url)}"
    return "" if URL.fullmatch(mark.url) else f"must be an address that begins with one of {list(SCHEMES)}"


def time_faults(mark: Mark) -> Iterator[tuple[str, str]]:
    if mark.kind is not MarkKind.DATE_TIME:
        if mark.time or mark.time_format:
            yield "time", "must be set for DATE_TIME alone"
        return
    if not 0 < mark.time <= LATEST:
        yield "time", "must be after 1970 and before the year 10000"
    if not TIME_FORMAT.fullmatch(mark.time_format):
        yield "time_format", f"must have the form {TIME_FORMAT.pattern}"


def check_nesting(ordered: Sequence[Mark], field: str, violations: Violations) -> None:
    """Marks are apart, or one is in the other; `ordered` from the outermost."""
    open_: list[Mark] = []
    for mark in ordered:
        while open_ and open_[-1].end <= mark.offset:
            open_.pop()
        if open_ and mark.end > open_[-1].end:
            violations.add(field, f"overlap at {mark.offset}: {mark.kind} must end in {open_[-1].kind}")
            return
        if any(excludes(outer.kind, mark.kind) for outer in open_):
            violations.add(field, f"{mark.kind} at {mark.offset} must not be in {open_[-1].kind}")
            return
        open_.append(mark)


def excludes(outer: MarkKind, inner: MarkKind) -> bool:
    return (
        outer in VERBATIM
        or outer is inner
        or any(outer in kinds and inner in kinds for kinds in ONE_OF_A_KIND)
    )
