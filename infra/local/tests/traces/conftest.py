from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Protocol, TypedDict, Unpack

import pytest

from fixline_local.traces.sink import TraceSink
from fixline_local.traces.spans import Kind, Span, SpanEvent, SpanLink, Status

MS = 1_000_000


class SpanFields(TypedDict, total=False):
    trace_id: str
    parent_id: str
    service: str
    kind: Kind
    status: Status
    status_message: str
    attributes: Mapping[str, object]
    links: tuple[SpanLink, ...]
    events: tuple[SpanEvent, ...]


class MakeSpan(Protocol):
    def __call__(
        self, name: str = "work", *, at: float = 0, lasts: float = 1, **fields: Unpack[SpanFields]
    ) -> Span: ...


@pytest.fixture
async def sink() -> AsyncIterator[TraceSink]:
    async with TraceSink() as sink:
        yield sink


@pytest.fixture
def make_span() -> MakeSpan:
    """Make a span that lasts 1 ms; its id counts up, its times are in milliseconds."""
    numbers = count(1)

    def make(name: str = "work", *, at: float = 0, lasts: float = 1, **fields: Unpack[SpanFields]) -> Span:
        span = Span(
            trace_id="a" * 32,
            span_id=f"{next(numbers):016x}",
            parent_id="",
            name=name,
            service="bot",
            instance="host:1",
            kind="internal",
            start_ns=int(at * MS),
            end_ns=int((at + lasts) * MS),
            status="unset",
            status_message="",
            attributes={},
            links=(),
            events=(),
        )
        return replace(span, **fields)

    return make
