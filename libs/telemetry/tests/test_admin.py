import asyncio
import errno
import gc
import json
import socket
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from fixline_telemetry.http.admin import AdminServer, ProcessState
from fixline_telemetry.http.readiness import FRESH_SECONDS, Check, DegradedError
from fixline_telemetry.http.server import ListenError
from fixline_telemetry.metrics import LOOP_LAG
from fixline_telemetry.spans.exemplars import exemplar

Get = Callable[..., tuple[int, str, str]]


class Served:
    def __init__(self, port: int, state: ProcessState) -> None:
        self.port = port
        self.state = state

    async def get(self, path: str, accept: str = "*/*") -> tuple[int, str]:
        code, _, body = await self.answer(path, accept)
        return code, body

    async def answer(self, path: str, accept: str = "*/*") -> tuple[int, str, str]:
        return await asyncio.to_thread(self._get, path, accept)

    def _get(self, path: str, accept: str) -> tuple[int, str, str]:
        try:
            answer = urlopen(Request(f"http://127.0.0.1:{self.port}{path}", headers={"accept": accept}))
        except HTTPError as refused:
            answer = refused
        with answer:
            return answer.status, answer.headers.get("content-type", ""), answer.read().decode()


@asynccontextmanager
async def serving(
    readiness: Mapping[str, Check] | None = None, registry: CollectorRegistry | None = None
) -> AsyncIterator[Served]:
    state = ProcessState(started=True)
    admin = AdminServer(
        "127.0.0.1:0",
        readiness={} if readiness is None else readiness,
        state=state,
        registry=registry or CollectorRegistry(),
    )
    port = await admin.start()
    try:
        yield Served(port, state)
    finally:
        await admin.stop()


async def passing() -> None:
    """Ready."""


async def test_a_process_that_is_up_says_so() -> None:
    async with serving({"database": passing}) as served:
        assert await served.get("/livez") == (200, "ok\n")
        assert await served.get("/startupz") == (200, "started\n")
        assert await served.get("/readyz") == (200, '{"ready":true,"failures":{},"degraded":{}}')


async def test_health_checks_leave_no_spans(spans: InMemorySpanExporter) -> None:
    async with serving() as served:
        assert (await served.get("/readyz"))[0] == 200
    assert spans.get_finished_spans() == ()


async def test_a_starting_process_is_alive_and_not_ready() -> None:
    async with serving() as served:
        served.state.started = False

        assert (await served.get("/livez"))[0] == 200
        assert (await served.get("/startupz"))[0] == 503
        code, body = await served.get("/readyz")
        assert (code, json.loads(body)["failures"]) == (503, {"process": "still starting"})


async def test_a_draining_process_is_alive_and_not_ready() -> None:
    async with serving() as served:
        served.state.draining = True

        assert (await served.get("/livez"))[0] == 200
        code, body = await served.get("/readyz")
        assert (code, json.loads(body)["failures"]) == (503, {"process": "draining"})


async def test_each_failed_check_is_named_in_words() -> None:
    async def refused() -> None:
        raise ConnectionError("cannot reach postgresql://app:p4ss@db/x\nor so")

    async def silent() -> None:
        raise LookupError

    async with serving({"database": refused, "schema": silent, "other": passing}) as served:
        code, body = await served.get("/readyz")

    assert code == 503
    assert json.loads(body)["failures"] == {
        "database": "ConnectionError: cannot reach postgresql://app:[redacted]@db/x or so",
        "schema": "LookupError: no reason given",
    }


async def test_what_it_can_do_without_is_named_and_leaves_it_ready() -> None:
    async def gone() -> None:
        raise DegradedError("Telegram cannot be reached")

    async with serving({"telegram": gone, "database": passing}) as served:
        code, body = await served.get("/readyz")
    assert (code, json.loads(body)) == (
        200,
        {
            "ready": True,
            "failures": {},
            "degraded": {"telegram": "DegradedError: Telegram cannot be reached"},
        },
    )


async def test_a_hanging_check_makes_no_answer_late_and_is_not_started_twice() -> None:
    started = 0
    answered = asyncio.Event()

    async def hanging() -> None:
        nonlocal started
        started += 1
        await answered.wait()

    async with serving({"database": hanging, "other": passing}) as served:
        for _ in range(3):
            began = time.monotonic()
            code, body = await served.get("/readyz")
            assert time.monotonic() - began < 5  # the check itself never ends
            assert (code, json.loads(body)["failures"]) == (503, {"database": "no answer within 40 ms"})
        assert started == 1
        answered.set()
        assert (await served.get("/readyz"))[0] == 200


async def test_a_check_that_is_late_once_leaves_ready_what_was_ready_a_moment_ago() -> None:
    answered = asyncio.Event()
    answered.set()

    async def sometimes_late() -> None:
        await answered.wait()

    async with serving({"database": sometimes_late}) as served:
        assert (await served.get("/readyz"))[0] == 200
        answered.clear()
        assert (await served.get("/readyz"))[0] == 200
        async with asyncio.timeout(FRESH_SECONDS + 10):
            while (await served.get("/readyz"))[0] == 200:  # noqa: ASYNC110  # it is time itself that passes
                await asyncio.sleep(0.05)


async def test_a_check_that_fails_between_two_questions_is_no_crash(
    lost_errors: list[Mapping[str, object]],
) -> None:
    may_fail = asyncio.Event()

    async def fails_late() -> None:
        await may_fail.wait()
        raise ConnectionError

    async with serving({"database": fails_late}) as served:
        assert (await served.get("/readyz"))[0] == 503
        may_fail.set()
        await asyncio.sleep(0)
        assert (await served.get("/readyz"))[0] == 503
        gc.collect()
    assert lost_errors == []


@pytest.fixture
async def lost_errors() -> AsyncIterator[list[Mapping[str, object]]]:
    """What asyncio says of errors that nobody waits for."""
    lost: list[Mapping[str, object]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: lost.append(context))
    yield lost
    loop.set_exception_handler(None)


async def test_metrics_say_since_when_a_check_fails() -> None:
    may_pass = asyncio.Event()

    async def check() -> None:
        if not may_pass.is_set():
            raise ConnectionError

    def measured(name: str) -> float:
        return REGISTRY.get_sample_value(name, {"check": "measured"}) or 0.0

    async with serving({"measured": check}) as served:
        assert (await served.get("/readyz"))[0] == 503
        failed_at = measured("readiness_check_changed_timestamp_seconds")
        assert measured("readiness_check_passes") == 0
        assert failed_at == pytest.approx(time.time(), abs=30)
        await served.get("/readyz")
        assert measured("readiness_check_changed_timestamp_seconds") == failed_at
        may_pass.set()
        assert (await served.get("/readyz"))[0] == 200
        assert measured("readiness_check_passes") == 1
        assert measured("readiness_check_changed_timestamp_seconds") > failed_at


async def test_a_check_added_after_the_start_counts() -> None:
    checks: dict[str, Check] = {}

    async def failing() -> None:
        raise RuntimeError("no")

    async with serving(checks) as served:
        assert (await served.get("/readyz"))[0] == 200
        checks["late"] = failing
        assert (await served.get("/readyz"))[0] == 503


async def test_metrics_carry_exemplars_that_lead_to_a_trace() -> None:
    registry = CollectorRegistry()
    calls = Histogram("calls_seconds", "x", registry=registry)
    errors = Counter("errors", "x", registry=registry)
    with trace.get_tracer("test").start_as_current_span("work") as span:
        calls.observe(0.2, exemplar())
    errors.inc(exemplar=exemplar())

    async with serving(registry=registry) as served:
        code, content_type, body = await served.answer("/metrics")
        plain = await served.answer("/metrics", "text/plain; version=0.0.4")

    assert code == 200
    assert content_type.startswith("application/openmetrics-text; version=1.0.0; charset=utf-8")
    families = text_string_to_metric_families(body)  # type: ignore[no-untyped-call]  # it has no types
    samples = [sample for family in families for sample in family.samples]
    (found,) = [sample.exemplar for sample in samples if sample.exemplar]
    assert found.labels["trace_id"] == f"{span.get_span_context().trace_id:032x}"
    assert plain[1].startswith("text/plain")
    assert "calls_seconds_bucket" in plain[2]
    assert "trace_id" not in plain[2]


async def test_there_are_no_documentation_pages() -> None:
    async with serving() as served:
        for path in ("/docs", "/redoc", "/openapi.json", "/"):
            assert (await served.get(path))[0] == 404


async def test_a_blocked_loop_shows_as_lag() -> None:
    def slow_wake_ups() -> float:
        (lag,) = LOOP_LAG.collect()
        samples = {s.labels.get("le"): float(s.value) for s in lag.samples if s.name.endswith("_bucket")}
        return samples["+Inf"] - samples["0.1"]

    before = slow_wake_ups()
    async with serving():
        time.sleep(0.6)  # noqa: ASYNC251  # the block that is to be seen
        async with asyncio.timeout(10):
            while slow_wake_ups() == before:  # noqa: ASYNC110  # the sampler tells nobody
                await asyncio.sleep(0)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
async def test_a_taken_port_is_an_error_in_words(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host.strip("[]"), 0), family=family) as taken:
        listen = f"{host}:{taken.getsockname()[1]}"
        admin = AdminServer(listen, readiness={}, state=ProcessState())

        with pytest.raises(ListenError) as refused:
            await admin.start()

    assert refused.value.errno == errno.EADDRINUSE
    assert refused.value.strerror == f"the admin server cannot listen on {listen}: Address already in use"
    await admin.stop()


@pytest.mark.parametrize(
    "listen", ["127.0.0.1:x", "127.0.0.1:99999", "203.0.113.7:0", "no.such.host.invalid:0"]
)
async def test_an_impossible_address_is_an_error_in_words(listen: str) -> None:
    with pytest.raises(ListenError, match=f"cannot listen on {listen}"):
        await AdminServer(listen, readiness={}, state=ProcessState()).start()
