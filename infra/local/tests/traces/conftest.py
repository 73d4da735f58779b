from collections.abc import AsyncIterator, Callable
from itertools import count
from typing import Any

import pytest

from fixline_local.traces import Span, TraceSink

MakeSpan = Callable[..., Span]
MS = 1_000_000


@pytest.fixture
async def sink() -> AsyncIterator[TraceSink]:
    async with TraceSink() as sink:
        yield sink


@pytest.fixture
def make_span() -> MakeSpan:
    """Make a span that lasts 1 ms; its id counts up, its times are in milliseconds."""
    numbers = count(1)

    def make(name: str = "work", *, at: float = 0, lasts: float = 1, **fields: Any) -> Span:
        return Span(
            **{  # type: ignore[arg-type]
                "trace_id": "a" * 32,
                "span_id": f"{next(numbers):016x}",
                "parent_id": "",
                "name": name,
                "service": "bot",
                "instance": "host:1",
                "kind": "internal",
                "start_ns": int(at * MS),
                "end_ns": int((at + lasts) * MS),
                "status": "unset",
                "status_message": "",
                "attributes": {},
                "links": (),
                "events": (),
            }
            | fields
        )

    return make
