"""Between the marks of texts and the tickets service's messages."""

from collections.abc import Iterable
from typing import Final

from google.protobuf.timestamp_pb2 import Timestamp

from bot_service.domain.words.marked_text import Mark, MarkKind, Marks
from fixline.tickets.v1.text_mark_pb2 import TextMark

KINDS: Final = {kind: TextMark.Kind.Value(f"KIND_{kind}") for kind in MarkKind}
_KIND_OF: Final = {value: kind for kind, value in KINDS.items()}


def mark_messages(marks: Marks) -> list[TextMark]:
    return [
        TextMark(
            offset=mark.offset,
            length=mark.length,
            kind=KINDS[mark.kind],
            url=mark.url,
            language=mark.language,
            time=Timestamp(seconds=mark.time) if mark.time else None,
            time_format=mark.time_format,
        )
        for mark in marks
    ]


def marks_of(messages: Iterable[TextMark]) -> Marks:
    """Leave out kinds that this release does not know."""
    return tuple(
        Mark(
            offset=each.offset,
            length=each.length,
            kind=_KIND_OF[each.kind],
            url=each.url,
            language=each.language,
            time=each.time.seconds,
            time_format=each.time_format,
        )
        for each in messages
        if each.kind in _KIND_OF
    )
