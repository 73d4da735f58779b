"""Between the marks of texts and messages."""

from collections.abc import Iterable

from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import text_mark_pb2
from tickets_service.adapters.inbound.grpc.enums import MARK_KINDS, required_from
from tickets_service.domain.marks import Mark, MarkKind, Marks
from tickets_service.domain.violations import Violations


def marks_from(messages: Iterable[text_mark_pb2.TextMark], field: str, violations: Violations) -> Marks:
    """Read them as they are; what they may be is the domain's to say."""
    return tuple(
        Mark(
            offset=each.offset,
            length=each.length,
            kind=required_from(
                each.kind, MARK_KINDS, f"{field}[{index}].kind", violations, instead=MarkKind.BOLD
            ),
            url=each.url,
            language=each.language,
            time=each.time.seconds,
            time_format=each.time_format,
        )
        for index, each in enumerate(messages)
    )


def mark_messages(marks: Marks) -> list[text_mark_pb2.TextMark]:
    return [
        text_mark_pb2.TextMark(
            offset=mark.offset,
            length=mark.length,
            kind=MARK_KINDS[mark.kind],
            url=mark.url,
            language=mark.language,
            time=Timestamp(seconds=mark.time) if mark.time else None,
            time_format=mark.time_format,
        )
        for mark in marks
    ]
