import asyncio
import socket
import time

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import SpanKind, Status, StatusCode
from prometheus_client import REGISTRY

from fixline_local.traces.sink import TraceSink
from fixline_telemetry.redaction import MASK, Redactor
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.spans.traces import SHUTDOWN_SECONDS, SpanExport, create_tracer_provider

from .conftest import RunScript

NOISE_SECONDS = 4.0
"""What a busy machine may add to a bound."""


def config(endpoint: str | None = None, sample_ratio: float = 1.0) -> TelemetryConfig:
    return TelemetryConfig(
        service="tickets",
        version="1.2.3",
        environment="local",
        instance="host:7",
        otlp_endpoint=endpoint,
        sample_ratio=sample_ratio,
    )


def exporting(endpoint: str, secrets: tuple[str, ...] = ()) -> tuple[TracerProvider, SpanExport]:
    provider = create_tracer_provider(config(endpoint))
    return provider, SpanExport(provider, config(endpoint), Redactor(secrets))


def processed(error_type: str) -> float:
    return (
        REGISTRY.get_sample_value("otel_sdk_processor_span_processed_total", {"error_type": error_type}) or 0
    )


async def test_spans_arrive_at_a_collector_while_the_process_runs(sink: TraceSink) -> None:
    provider, export = exporting(sink.endpoint)
    arrived = processed("")
    tracer = provider.get_tracer("test")
    with tracer.start_as_current_span("served", kind=SpanKind.SERVER), tracer.start_as_current_span("called"):
        pass

    trace = await sink.wait_for(lambda trace: len(trace.spans) == 2)
    assert [(span.name, span.kind, span.service) for span in trace.spans] == [
        ("served", "server", "tickets"),
        ("called", "internal", "tickets"),
    ]
    assert trace.spans[1].parent_id == trace.spans[0].span_id
    assert trace.spans[0].instance == "host:7"
    await asyncio.to_thread(export.stop)
    assert processed("") == arrived + 2


async def test_stopping_sends_what_is_left(sink: TraceSink) -> None:
    provider, export = exporting(sink.endpoint)
    provider.get_tracer("test").start_span("last").end()
    await asyncio.to_thread(export.stop)

    assert [trace.root.name for trace in sink.traces()] == ["last"]


async def test_secrets_stay_behind(sink: TraceSink) -> None:
    secret = "hidden-value"
    provider, export = exporting(sink.endpoint, (secret,))
    with provider.get_tracer("test").start_as_current_span(f"name {secret}") as span:
        span.set_attribute("a", f"x {secret}")
        span.set_attribute("list", [secret, "y"])
        span.set_attribute("number", 7)
        span.add_event(f"event {secret}", {"a": secret})
        span.set_status(Status(StatusCode.ERROR, f"failed {secret}"))
    await asyncio.to_thread(export.stop)

    (sent,) = sink.traces()[0].spans
    assert secret not in repr(sent)
    assert sent.name == f"name {MASK}"
    assert sent.attributes == {"a": f"x {MASK}", "list": [MASK, "y"], "number": 7}
    assert sent.status_message == f"failed {MASK}"
    assert sent.events[0].attributes == {"a": MASK}


async def test_a_collector_that_is_down_delays_nobody_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    provider, export = exporting(f"http://127.0.0.1:{port}")
    failed = processed("export_failed")
    for number in range(6000):  # a dozen batches, each of which would wait on its own
        provider.get_tracer("test").start_span(str(number)).end()

    began = time.monotonic()
    await asyncio.to_thread(export.stop)

    assert time.monotonic() - began < SHUTDOWN_SECONDS + NOISE_SECONDS
    assert processed("export_failed") > failed


async def test_a_collector_that_never_answers_delays_nobody_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        provider, export = exporting(f"http://127.0.0.1:{silent.getsockname()[1]}")
        for number in range(6000):
            provider.get_tracer("test").start_span(str(number)).end()

        began = time.monotonic()
        await asyncio.to_thread(export.stop)

    assert time.monotonic() - began < SHUTDOWN_SECONDS + NOISE_SECONDS


def test_the_resource_names_the_process() -> None:
    attributes = create_tracer_provider(config()).resource.attributes

    assert {key: attributes[key] for key in attributes if not key.startswith("telemetry.")} == {
        "service.name": "tickets",
        "service.version": "1.2.3",
        "service.instance.id": "host:7",
        "deployment.environment.name": "local",
    }


@pytest.mark.parametrize(("ratio", "recorded"), [(0.0, 0), (1.0, 20)])
def test_a_share_of_new_traces_is_recorded_and_their_children_with_them(ratio: float, recorded: int) -> None:
    tracer = create_tracer_provider(config(sample_ratio=ratio)).get_tracer("test")
    seen = 0
    for _ in range(20):
        with tracer.start_as_current_span("root") as root, tracer.start_as_current_span("child") as child:
            assert root.is_recording() == child.is_recording()
            seen += root.is_recording()

    assert seen == recorded


async def test_a_process_ends_soon_although_its_collector_never_answers(run_script: RunScript) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        ended = await run_script(
            """
import asyncio, os, time
from opentelemetry import trace
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.telemetry import start_telemetry
telemetry = start_telemetry(TelemetryConfig(
    service="x", version="1", environment="local", otlp_endpoint=os.environ["ENDPOINT"]
))
trace.get_tracer("test").start_span("last").end()
print('{"event": "stopping", "at": %f}' % time.time(), flush=True)
asyncio.run(telemetry.shutdown())
""",
            ENDPOINT=f"http://127.0.0.1:{silent.getsockname()[1]}",
        )

    assert ended.code == 0, ended.stderr
    assert time.time() - ended.line("stopping")["at"] < SHUTDOWN_SECONDS + 2 * NOISE_SECONDS
