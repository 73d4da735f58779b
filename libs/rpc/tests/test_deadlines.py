"""How long a call may take, and what its nested calls get of that."""

import asyncio
import time

import grpc
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.types import Event
from structlog.typing import EventDict

from fixline_rpc.client.channel import create_channel
from fixline_rpc.context import ENDS_AT
from fixline_rpc.server.deadline import Deadline
from fixline_testing.spans import attributes

from .calls import SHAPES, answers, begin, failure
from .conftest import TOKEN, Serve, Served, eventually


def remaining(served: Served) -> float:
    """Return how many seconds the first call had left."""
    seconds = served.echo.seen[0].remaining
    assert seconds is not None
    return seconds


async def test_a_unary_call_has_a_default_timeout(served: Served) -> None:
    await answers(begin(served.channel, "UnaryUnary", "hello"))
    assert 3 < remaining(served) <= 5.1


async def test_the_default_can_be_chosen(served: Served) -> None:
    async with create_channel(served.target, token=TOKEN, default_timeout_seconds=50) as channel:
        await answers(begin(channel, "UnaryUnary", "hello"))
    assert 40 < remaining(served) <= 50.5


@pytest.mark.parametrize("shape", SHAPES[1:])
async def test_a_streaming_call_has_no_default_timeout(served: Served, shape: str) -> None:
    await answers(begin(served.channel, shape, "hello"))
    assert served.echo.seen[0].remaining is None


@pytest.mark.parametrize("shape", SHAPES)
async def test_what_is_asked_for_counts(served: Served, shape: str) -> None:
    await answers(begin(served.channel, shape, "hello", timeout=20))
    assert 15 < remaining(served) <= 20.2


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("asked", [None, 600])
async def test_a_nested_call_ends_with_its_caller_at_the_latest(
    serve: Serve, shape: str, asked: float | None
) -> None:
    inner, outer = await serve(), await serve()

    async def nested() -> str:
        return (await answers(begin(inner.channel, shape, "hello", timeout=asked)))[0]

    outer.echo.nested = nested
    assert await answers(begin(outer.channel, "UnaryUnary", "nested", timeout=4)) == ["hello"]
    assert 2 < remaining(inner) <= remaining(outer) * 1.01


async def test_a_nested_call_may_be_given_less(serve: Serve) -> None:
    inner, outer = await serve(), await serve()

    async def nested() -> str:
        return (await answers(begin(inner.channel, "UnaryUnary", "hello", timeout=2)))[0]

    outer.echo.nested = nested
    await answers(begin(outer.channel, "UnaryUnary", "nested", timeout=60))
    assert remaining(inner) <= 2 * 1.01  # gRPC rounds up


async def test_a_deadline_ends_both_hops_and_is_no_bug(
    serve: Serve, events: list[Event], lines: list[EventDict]
) -> None:
    inner, outer = await serve(), await serve()

    async def nested() -> str:
        return (await answers(begin(inner.channel, "UnaryUnary", "wait", timeout=600)))[0]

    outer.echo.nested = nested
    error = await failure(begin(outer.channel, "UnaryUnary", "nested", timeout=0.5))
    assert error.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    await asyncio.wait_for(inner.echo.ended.wait(), 10)
    await eventually(lambda: len(lines) == 2)
    assert [line["status"] for line in lines] == ["DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED"]
    assert events == []


@pytest.mark.parametrize("shape", SHAPES)
async def test_a_call_without_time_left_is_not_made(
    served: Served, spans: InMemorySpanExporter, shape: str
) -> None:
    token = ENDS_AT.set(time.monotonic() - 1)
    try:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            _ = begin(served.channel, shape, "hello")
    finally:
        ENDS_AT.reset(token)
    assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    (span,) = spans.get_finished_spans()
    assert attributes(span)["rpc.response.status_code"] == "DEADLINE_EXCEEDED"
    assert served.echo.seen == []


@pytest.mark.parametrize(
    ("budget", "elapsed", "passed"),
    [
        (None, 100, False),
        (5, 4.9, False),
        (5, 4.94, True),
        (0.1, 0.08, False),
        (0.1, 0.095, True),
        (0, 0, True),
    ],
)
def test_the_last_bit_of_the_budget_is_late(budget: float | None, elapsed: float, passed: bool) -> None:
    class Past(Deadline):
        def elapsed(self) -> float:
            return elapsed

    assert Past(arrived_at=0, budget=budget).passed() is passed
