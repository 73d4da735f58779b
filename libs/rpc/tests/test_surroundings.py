"""What surrounds a served call: trace, log context, exemplars, Sentry scope."""

import asyncio
from contextvars import ContextVar, copy_context
from itertools import pairwise

import pytest
import sentry_sdk
from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from prometheus_client import REGISTRY
from prometheus_client.openmetrics.exposition import generate_latest
from sentry_sdk.types import Event

from fixline_rpc.client.channel import acting_as
from fixline_telemetry.attributes import pseudonym
from fixline_telemetry.logs.line_context import bind_lines, common_to_lines
from fixline_testing.spans import attributes, parent_id

from .calls import SHAPES, answers, begin, failure
from .conftest import TOKEN, Serve, Served
from .echo_service import SERVICE, Context, Echo

tracer = trace.get_tracer("test")
STARTUP: ContextVar[str] = ContextVar("startup")


class Looking(Echo):
    """Looks around when it is called."""

    def __init__(self) -> None:
        super().__init__()
        self.log_contexts: list[dict[str, object]] = []

    async def _act(self, requests: list[str], context: Context) -> object:
        self.log_contexts.append(dict(common_to_lines()))
        self.context = copy_context()
        sentry_sdk.set_tag("wish", requests[-1])
        assert TOKEN not in str(tuple(context.invocation_metadata() or ()))
        with tracer.start_as_current_span("database"):
            await asyncio.sleep(0)
        return await super()._act(requests, context)


@pytest.mark.parametrize("shape", SHAPES)
async def test_one_trace_from_caller_to_database(
    serve: Serve, spans: InMemorySpanExporter, shape: str
) -> None:
    served = await serve(servicer=Looking())
    with tracer.start_as_current_span("update"):
        await answers(begin(served.channel, shape, "hello"))
    finished = {(span.name, span.kind): span for span in spans.get_finished_spans()}
    chain = [
        finished["database", SpanKind.INTERNAL],
        finished[f"{SERVICE}/{shape}", SpanKind.SERVER],
        finished[f"{SERVICE}/{shape}", SpanKind.CLIENT],
        finished["update", SpanKind.INTERNAL],
    ]
    for child, parent in pairwise(chain):
        assert parent_id(child) == parent.context.span_id
        assert child.context.trace_id == parent.context.trace_id
    assert attributes(chain[1])["fixline.caller"] == "bot"


@pytest.mark.parametrize("shape", SHAPES)
async def test_nothing_leaks_in_from_who_started_the_server(serve: Serve, shape: str) -> None:
    looking = Looking()
    bind_lines(startup="yes")
    STARTUP.set("yes")
    with tracer.start_as_current_span("startup") as startup:
        served = await serve(servicer=looking)
    await answers(begin(served.channel, shape, "hello", metadata=acting_as("users/7")))
    assert looking.log_contexts[0] == {"rpc_method": f"{SERVICE}/{shape}", "actor": pseudonym("users/7")}
    assert STARTUP not in looking.context
    assert startup.get_span_context().is_valid


async def test_each_call_has_a_sentry_scope_of_its_own(serve: Serve, events: list[Event]) -> None:
    served = await serve(servicer=Looking())
    await answers(begin(served.channel, "UnaryUnary", "hello"))
    await failure(begin(served.channel, "UnaryStream", "raise"))
    (event,) = events
    assert event["tags"] == {"rpc_method": f"{SERVICE}/UnaryStream", "wish": "raise"}


@pytest.mark.parametrize(
    ("shape", "actor", "recurs"),
    [
        ("UnaryStream", None, True),
        ("StreamStream", None, True),
        ("UnaryStream", "users/7", False),
        ("UnaryUnary", None, False),
    ],
)
async def test_a_stream_on_nobodys_behalf_is_begun_anew_as_long_as_its_bug_lasts(
    serve: Serve, shape: str, actor: str | None, recurs: bool
) -> None:
    served = await serve(servicer=Looking())
    await failure(begin(served.channel, shape, "raise", metadata=acting_as(actor)))
    assert served.recurs == [recurs]


async def test_two_calls_at_once_keep_apart(serve: Serve, events: list[Event]) -> None:
    looking = Looking()
    served = await serve(servicer=looking)
    await asyncio.gather(
        *(
            answers(begin(served.channel, "UnaryUnary", "hello", metadata=acting_as(f"users/{user}")))
            for user in range(1, 51)
        )
    )
    actors = [each["actor"] for each in looking.log_contexts]
    assert len(actors) == 50
    assert set(actors) == {pseudonym(f"users/{user}") for user in range(1, 51)}
    assert events == []


async def test_exemplars_carry_the_trace(served: Served, spans: InMemorySpanExporter) -> None:
    await answers(begin(served.channel, "UnaryUnary", "hello"))
    trace_id = f"{spans.get_finished_spans()[0].context.trace_id:032x}"
    exposed = exposition()
    marked = [line for line in exposed.splitlines() if trace_id in line]
    assert {line.split("_bucket")[0] for line in marked} == {
        "rpc_server_call_duration_seconds",
        "rpc_client_call_duration_seconds",
    }


async def test_unsampled_calls_have_no_exemplar(served: Served) -> None:
    parent = trace.SpanContext(
        trace_id=0x4BF92F3577B34DA6A3CE929D0E0E4736, span_id=0xF067AA0BA902B7, is_remote=True
    )
    with trace.use_span(trace.NonRecordingSpan(parent)):
        await answers(begin(served.channel, "UnaryUnary", "hello"))
    assert "4bf92f3577b34da6a3ce929d0e0e4736" not in exposition()


def exposition() -> str:
    exposed: bytes = generate_latest(REGISTRY)  # type: ignore[no-untyped-call]  # prometheus_client has no types here
    return exposed.decode()
