import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from prometheus_client import REGISTRY
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from fixline_telemetry.database import NotInstrumentedError, StatementWatch, instrument, watched

tracer = trace.get_tracer("test")


@pytest.fixture
async def engine(empty_database: Callable[[], Awaitable[str]]) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(await empty_database(), pool_size=2, max_overflow=1)
    instrument(engine)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE people (phone text PRIMARY KEY)"))
    yield engine
    await engine.dispose()


def only(spans: InMemorySpanExporter) -> ReadableSpan:
    (span,) = [span for span in spans.get_finished_spans() if span.name != "work"]
    return span


async def test_a_statement_is_a_span_below_the_work_it_is_part_of(
    engine: AsyncEngine, spans: InMemorySpanExporter
) -> None:
    with tracer.start_as_current_span("work") as work:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO people VALUES (:phone)"), {"phone": "+4912345"})

    span = only(spans)
    assert span.name == "INSERT people"
    assert span.kind is SpanKind.CLIENT
    assert span.parent == work.get_span_context()
    assert span.attributes is not None
    assert dict(span.attributes) | {"server.port": 0} == {
        "db.system.name": "postgresql",
        "db.namespace": engine.url.database,
        "db.operation.name": "INSERT",
        "db.query.summary": "INSERT people",
        "db.query.text": "INSERT INTO people VALUES ($1)",
        "server.address": engine.url.host,
        "server.port": 0,
    }
    assert span.status.status_code is StatusCode.UNSET


async def test_a_failed_statement_tells_its_code_and_no_values(
    engine: AsyncEngine, spans: InMemorySpanExporter
) -> None:
    with tracer.start_as_current_span("work"):
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO people VALUES (:phone)"), {"phone": "+4912345"})
        spans.clear()
        with pytest.raises(IntegrityError):
            async with engine.begin() as connection:
                await connection.execute(text("INSERT INTO people VALUES (:phone)"), {"phone": "+4912345"})

    span = only(spans)
    assert span.status.status_code is StatusCode.ERROR
    assert span.attributes is not None
    assert span.attributes["db.response.status_code"] == "23505"
    assert "4912345" not in span.to_json()


async def test_the_text_of_an_error_that_quotes_a_value_is_left_out(
    engine: AsyncEngine, spans: InMemorySpanExporter
) -> None:
    with tracer.start_as_current_span("work"), pytest.raises(DBAPIError, match="4912345"):
        async with engine.connect() as connection:
            await connection.execute(text("SELECT CAST(:phone AS integer) + 1"), {"phone": "+4912345"})

    assert "4912345" not in only(spans).to_json()


async def test_a_cancelled_statement_still_ends_its_span(
    engine: AsyncEngine, spans: InMemorySpanExporter
) -> None:
    with tracer.start_as_current_span("work"), pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3), engine.begin() as connection:
            await connection.execute(text("SELECT pg_sleep(60)"))

    span = only(spans)
    assert span.attributes is not None
    assert span.attributes["error.type"] == "CancelledError"


async def test_many_rows_at_once_are_one_span(engine: AsyncEngine, spans: InMemorySpanExporter) -> None:
    with tracer.start_as_current_span("work"):
        async with engine.begin() as connection:
            await connection.execute(
                text("INSERT INTO people VALUES (:phone)"), [{"phone": "1"}, {"phone": "2"}]
            )

    attributes = only(spans).attributes
    assert attributes is not None
    assert attributes["db.operation.batch.size"] == 2


async def test_a_poll_outside_any_span_makes_no_trace(
    engine: AsyncEngine, spans: InMemorySpanExporter
) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        with pytest.raises(DBAPIError):
            await connection.execute(text("SELECT nonsense"))

    assert spans.get_finished_spans() == ()


async def test_every_engine_of_a_process_is_instrumented_once(
    engine: AsyncEngine, empty_database: Callable[[], Awaitable[str]], spans: InMemorySpanExporter
) -> None:
    second = create_async_engine(await empty_database())
    instrument(second)
    instrument(second)
    with tracer.start_as_current_span("work"):
        for each in (engine, second):
            async with each.connect() as connection:
                await connection.execute(text("SELECT 1"))
    await second.dispose()

    assert [span.name for span in spans.get_finished_spans()] == ["SELECT", "SELECT", "work"]


async def test_an_engine_that_takes_no_listeners_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:1/none")
    monkeypatch.setattr(event, "listen", lambda *_: None)

    with pytest.raises(NotInstrumentedError, match="before_cursor_execute"):
        instrument(engine)


async def test_statements_and_connections_are_measured(engine: AsyncEngine) -> None:
    def statements(error_type: str) -> float:
        labels = {"db_operation_name": "SELECT", "error_type": error_type}
        return REGISTRY.get_sample_value("db_client_operation_duration_seconds_count", labels) or 0

    def connections(state: str) -> float | None:
        labels = {"pool": engine.url.database or "", "state": state}
        return REGISTRY.get_sample_value("db_client_connection_count", labels)

    before = statements(""), statements("ProgrammingError")
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        assert (connections("used"), connections("idle")) == (1, 0)
        with pytest.raises(DBAPIError):
            await connection.execute(text("SELECT nonsense"))

    assert (connections("used"), connections("idle")) == (0, 1)
    assert REGISTRY.get_sample_value("db_client_connection_max", {"pool": engine.url.database or ""}) == 3
    assert (statements(""), statements("ProgrammingError")) == (before[0] + 1, before[1] + 1)


async def test_a_statement_on_the_driver_itself_is_told_like_any_other(
    engine: AsyncEngine, spans: InMemorySpanExporter
) -> None:
    labels = {"db_operation_name": "SELECT", "error_type": ""}
    name = "db_client_operation_duration_seconds_count"
    before = REGISTRY.get_sample_value(name, labels) or 0
    with (
        tracer.start_as_current_span("work") as work,
        StatementWatch(watched(engine.pool), "SELECT phone FROM people"),
    ):
        pass
    span = only(spans)
    assert (span.name, span.parent) == ("SELECT people", work.get_span_context())
    assert dict(span.attributes or {})["db.namespace"] == engine.url.database
    assert REGISTRY.get_sample_value(name, labels) == before + 1


async def test_a_failure_on_the_driver_itself(engine: AsyncEngine, spans: InMemorySpanExporter) -> None:
    class UniqueViolationError(Exception):
        sqlstate = "23505"

    with (
        pytest.raises(UniqueViolationError),
        tracer.start_as_current_span("work"),
        StatementWatch(watched(engine.pool), "INSERT INTO people VALUES ($1)"),
    ):
        raise UniqueViolationError("Key (phone)=(+49123) already exists")
    span = only(spans)
    assert dict(span.attributes or {})["db.response.status_code"] == "23505"
    assert span.status.description == "UniqueViolationError 23505"


async def test_an_engine_that_is_not_instrumented_tells_nothing(
    empty_database: Callable[[], Awaitable[str]], spans: InMemorySpanExporter
) -> None:
    quiet = create_async_engine(await empty_database())
    with tracer.start_as_current_span("work"), StatementWatch(watched(quiet.pool), "SELECT 1"):
        pass
    assert [span.name for span in spans.get_finished_spans()] == ["work"]
    await quiet.dispose()
