"""The marks of a text as they are kept beside it, with a digest of the text that they are of.

A release that knows no marks leaves them where they are when it changes the text: they are of the text before then.
"""

from collections.abc import Mapping
from hashlib import md5
from typing import Any

from tickets_service.domain.marks import Mark, MarkKind, Marks

MarkJson = list[Any]


def marks_column(text: str, marks: Marks) -> Mapping[str, Any] | None:
    return {"of": digest_of(text), "marks": marks_json(marks)} if marks else None


def marks_from(text: str, kept: Mapping[str, Any] | None) -> Marks:
    """Return none where they are of another text."""
    return marks_from_json(kept["marks"]) if kept and kept["of"] == digest_of(text) else ()


def marks_json(marks: Marks) -> list[MarkJson]:
    return [[mark.offset, mark.length, mark.kind.value, *without_defaults(mark)] for mark in marks]


def marks_from_json(kept: list[MarkJson]) -> Marks:
    return tuple(Mark(offset, length, MarkKind(kind), *more) for offset, length, kind, *more in kept)


def without_defaults(mark: Mark) -> MarkJson:
    more = [mark.url, mark.language, mark.time, mark.time_format]
    while more and not more[-1]:
        more.pop()
    return more


def digest_of(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
