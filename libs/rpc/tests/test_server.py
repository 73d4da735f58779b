"""The server as a whole: unknown methods, sizes, health, reflection, the port."""

from collections.abc import Callable

import grpc
import pytest
from grpc import aio
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from prometheus_client import REGISTRY
from sentry_sdk.types import Event
from structlog.typing import EventDict

from fixline_rpc.authentication import CallerTokens
from fixline_rpc.client.true_status import keep_true_status
from fixline_rpc.errors import failure_of
from fixline_rpc.limits import MAX_MESSAGE_BYTES
from fixline_rpc.server.server import RpcServer, ServerConfig
from fixline_telemetry.metrics import decision_counters
from fixline_testing.spans import attributes

from .calls import answers, begin, failure
from .conftest import Serve, Served, eventually, no_bug
from .echo_service import SERVICE, add_echo_to_server

Health = health_pb2.HealthCheckResponse


def raw(channel: aio.Channel, path: str) -> aio.UnaryUnaryMultiCallable[bytes, bytes]:
    return channel.unary_unary(path)


@pytest.mark.parametrize("path", ["/test.v1.EchoService/Missing", "/other.Service/Get", "/nonsense"])
async def test_an_unknown_method_is_seen(
    served: Served, spans: InMemorySpanExporter, lines: list[EventDict], events: list[Event], path: str
) -> None:
    labels = {"rpc_method": "_OTHER", "rpc_response_status_code": "UNIMPLEMENTED"}
    name = "rpc_server_call_duration_seconds_count"
    before = REGISTRY.get_sample_value(name, labels) or 0.0
    refused = failure_of(await failure(raw(served.channel, path)(b"x")))
    assert (refused.code, refused.reason) == (grpc.StatusCode.UNIMPLEMENTED, "METHOD_NOT_IMPLEMENTED")
    (span,) = [span for span in spans.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert span.name == attributes(span)["rpc.method"] == "_OTHER"
    assert attributes(span)["rpc.method_original"] == path.lstrip("/")
    assert attributes(span)["error.type"] == "UNIMPLEMENTED"
    assert REGISTRY.get_sample_value(name, labels) == before + 1
    assert [line["rpc_method"] for line in lines] == ["_OTHER"]
    assert events == []


async def test_an_unknown_method_tells_strangers_nothing(served: Served) -> None:
    async with aio.insecure_channel(served.target) as stranger:
        refused = failure_of(await failure(raw(stranger, "/other.Service/Get")(b"x")))
    assert refused.code is grpc.StatusCode.UNAUTHENTICATED


async def test_a_message_over_the_limit_is_refused_and_seen(served: Served, lines: list[EventDict]) -> None:
    async with aio.insecure_channel(served.target) as channel:
        metadata = [("authorization", "Bearer the-token-of-the-bot")]
        method = raw(channel, f"/{SERVICE}/UnaryUnary")
        error = await failure(method(b"x" * (MAX_MESSAGE_BYTES + 1), metadata=metadata))
    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    await eventually(lambda: lines)
    assert served.echo.seen == []


@pytest.mark.parametrize("kibibytes", [16, 64, 1024])
async def test_metadata_without_end_is_refused_and_costs_nobody_else(served: Served, kibibytes: int) -> None:
    async with aio.insecure_channel(served.target) as channel:
        metadata = [("authorization", "Bearer the-token-of-the-bot"), ("x-more", "x" * kibibytes * 1024)]
        method = raw(channel, f"/{SERVICE}/UnaryUnary")
        error = await failure(method(b"", metadata=metadata, timeout=10))
    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert served.echo.seen == []
    assert await answers(begin(served.channel, "UnaryUnary", "hello")) == ["hello"]


async def test_four_mebibytes_pass(served: Served) -> None:
    text = "x" * (4 * 1024 * 1024)
    assert await answers(begin(served.channel, "UnaryUnary", text)) == [text]


async def test_an_answer_over_the_limit_fails_the_call(serve: Serve) -> None:
    served = await serve(max_message_bytes=1000)
    served.echo.nested = lambda: _value("x" * 2000)
    error = await failure(begin(served.channel, "UnaryUnary", "nested", timeout=10))
    assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED


async def _value(text: str) -> str:
    return text


async def test_health_is_open_to_everyone(served: Served, lines: list[EventDict]) -> None:
    async with aio.insecure_channel(served.target) as stranger:
        health = health_pb2_grpc.HealthStub(stranger)
        for service in ("", SERVICE):
            answer = await health.Check(health_pb2.HealthCheckRequest(service=service))
            assert answer.status == Health.SERVING
        error = await failure(health.Check(health_pb2.HealthCheckRequest(service="other")))
        assert error.code() is grpc.StatusCode.NOT_FOUND
        watch = health.Watch(health_pb2.HealthCheckRequest(service="other"))
        assert (await watch.read()).status == Health.SERVICE_UNKNOWN
        watch.cancel()
    assert lines == []


async def test_a_drain_tells_those_who_watch(served: Served) -> None:
    async with aio.insecure_channel(served.target) as stranger:
        watch = health_pb2_grpc.HealthStub(stranger).Watch(health_pb2.HealthCheckRequest(service=SERVICE))
        assert (await watch.read()).status == Health.SERVING
        await served.server.drain(grace_seconds=30)
        assert (await watch.read()).status == Health.NOT_SERVING
        assert await watch.read() is aio.EOF


async def reflected(served: Served) -> list[str]:
    async with aio.insecure_channel(served.target) as channel:
        stub = reflection_pb2_grpc.ServerReflectionStub(channel)
        call = stub.ServerReflectionInfo(iter([reflection_pb2.ServerReflectionRequest(list_services="")]))
        keep_true_status(call)
        return [service.name async for answer in call for service in answer.list_services_response.service]


async def test_reflection_where_enabled(serve: Serve) -> None:
    assert SERVICE in await reflected(await serve(reflection=True))


async def test_no_reflection_by_default(served: Served) -> None:
    with pytest.raises(aio.AioRpcError) as caught:
        await reflected(served)
    assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED  # a method like any unknown one


async def test_a_taken_port_is_an_error(served: Served, serve: Serve) -> None:
    with pytest.raises(RuntimeError, match=str(served.port)):
        await serve(listen=served.target)


async def test_a_service_cannot_be_served_twice() -> None:
    config = ServerConfig(listen="127.0.0.1:0", error_domain="test", method_scopes={})
    with pytest.raises(ValueError, match="served twice"):
        RpcServer(
            config,
            tokens=CallerTokens({}),
            translate_error=lambda _error: None,
            services=[(add_echo_to_server, served := Echoless()), (add_echo_to_server, served)],
            report_bug=no_bug,
            decision_counters=decision_counters,
        )


class Echoless:
    """Has methods nobody calls."""

    def __getattr__(self, name: str) -> Callable[[object, object], str]:
        return lambda _request, _context: name
