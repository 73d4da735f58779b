"""A span and a duration for each SQL statement (decision 10).

Own listeners instead of `opentelemetry-instrumentation-sqlalchemy`: that one refuses SQLAlchemy 2.1, instruments
only the first engine of a process, adds a span per connect, and copies error texts, some of which quote values.
"""

import time
from functools import lru_cache
from types import TracebackType
from typing import Any, Final, Self, TypeAlias
from weakref import WeakKeyDictionary

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from prometheus_client import Histogram
from sqlalchemy import URL, event
from sqlalchemy.engine import Connection, Engine, ExceptionContext
from sqlalchemy.engine.interfaces import ExecutionContext
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import Pool, QueuePool

from fixline_telemetry import attributes as names
from fixline_telemetry.effort import count_database_call
from fixline_telemetry.metrics import CONNECTIONS, CONNECTIONS_MAX, STATEMENT_SECONDS
from fixline_telemetry.spans.current_spans import current_span
from fixline_telemetry.spans.exemplars import exemplar
from fixline_telemetry.spans.late_spans import SLOW_SECONDS as SLOWEST
from fixline_telemetry.spans.propagation import traceparent_of
from fixline_telemetry.statements import summary_of, text_of

_TRACER: Final = trace.get_tracer("fixline.database")
SLOW_SECONDS: Final = SLOWEST[SpanKind.CLIENT]
_SPAN: Final = "_fixline_span"
_STARTED: Final = "_fixline_started"

Watched: TypeAlias = dict[str, str | int]
"""What the spans of an instrumented pool's statements have in common."""
_WATCHED: Final[WeakKeyDictionary[Pool, Watched]] = WeakKeyDictionary()


class NotInstrumentedError(RuntimeError):
    """The engine would make no database spans."""


def instrument(engine: AsyncEngine) -> None:
    """Listen to every statement of `engine`; raise `NotInstrumentedError` when that has no effect.

    A statement outside any span (a poll, a readiness check) makes no span: it would be a trace of one line.
    """
    target = engine.sync_engine
    listeners = (
        ("before_cursor_execute", _before),
        ("after_cursor_execute", _after),
        ("handle_error", _failed),
    )
    for identifier, listener in listeners:
        if not event.contains(target, identifier, listener):
            event.listen(target, identifier, listener)
        if not event.contains(target, identifier, listener):
            raise NotInstrumentedError(f"SQLAlchemy took no listener for {identifier} on {engine!r}")
    _WATCHED[target.pool] = _attributes_of(target.url, target.dialect.name)
    _watch_pool(target)


def watched(pool: Pool) -> Watched | None:
    """Return what `StatementWatch` needs to know of an engine's pool; None when that is not instrumented."""
    return _WATCHED.get(pool)


class SharedStatement:
    """A span in the trace of one of those for whom a statement is run together; whoever runs it counts it once.

    A context manager around waiting for it; of an engine that is not instrumented it tells nothing.
    """

    __slots__ = ("_around", "_span", "_started", "_statement", "_watched")

    def __init__(self, watched: Watched | None, statement: str) -> None:
        self._statement = statement
        self._watched = watched

    def __enter__(self) -> Self:
        self._span = None
        if self._watched is not None:
            count_database_call()
            self._around = current_span()
            self._span = _span_of(self._statement, self._watched, self._around)
            self._started = time.perf_counter()
        return self

    @property
    def traceparent(self) -> str:
        """Of its span, for whoever is handed what the statement takes up; "" where it has none."""
        return "" if self._span is None else traceparent_of(self._span)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._watched is not None:
            self._tell(self._watched, time.perf_counter() - self._started, error)

    def _tell(self, watched: Watched, seconds: float, error: BaseException | None) -> None:
        if self._span is not None:
            _end(self._span, "" if error is None else type(error).__name__, sqlstate_of(error))
        elif error is not None or seconds >= SLOW_SECONDS:
            _tell_late(self._statement, watched, self._around, seconds, error)


class StatementWatch(SharedStatement):
    """Does for a statement that runs on the driver itself what the listeners do for SQLAlchemy's.

    A context manager around the one statement.
    """

    __slots__ = ()

    def _tell(self, watched: Watched, seconds: float, error: BaseException | None) -> None:
        # Where nothing is recorded there is no trace to point to.
        example = None if self._span is None else exemplar(self._around)
        error_type = "" if error is None else type(error).__name__
        _seconds_of(self._statement, error_type).observe(seconds, example)
        super()._tell(watched, seconds, error)


def _watch_pool(engine: Engine) -> None:
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return
    name = engine.url.database or "default"
    CONNECTIONS.labels(name, "used").set_function(pool.checkedout)
    CONNECTIONS.labels(name, "idle").set_function(pool.checkedin)
    CONNECTIONS_MAX.labels(name).set(pool.size() + max(0, pool._max_overflow))  # noqa: SLF001  # has no accessor


def _attributes_of(url: URL, system: str) -> Watched:
    found = {
        names.DB_SYSTEM_NAME: system,
        names.DB_NAMESPACE: url.database,
        names.SERVER_ADDRESS: url.host,
        names.SERVER_PORT: url.port,
    }
    return {name: value for name, value in found.items() if value}


def _span_of(statement: str, watched: Watched, around: Span) -> Span | None:
    """Start a span, unless nobody would see it: the statement is in no span, or in one that is not recorded."""
    if not around.is_recording():
        return None
    return _begun(statement, watched)


def _begun(statement: str, watched: Watched, began_at: int | None = None) -> Span:
    summary = summary_of(statement)
    return _TRACER.start_span(
        summary.text,
        kind=SpanKind.CLIENT,
        attributes={
            **watched,
            names.DB_OPERATION_NAME: summary.operation,
            names.DB_QUERY_SUMMARY: summary.text,
            names.DB_QUERY_TEXT: text_of(statement),
        },
        start_time=began_at,
    )


def _tell_late(
    statement: str, watched: Watched, around: Span, seconds: float, error: BaseException | None
) -> None:
    """Tell of a statement that failed, or took long, in a trace that is not recorded."""
    if around.get_span_context().is_valid and not around.is_recording():
        span = _begun(statement, watched, time.time_ns() - round(seconds * 1e9))
        _end(span, "" if error is None else type(error).__name__, sqlstate_of(error))


def sqlstate_of(error: BaseException | None) -> str | None:
    """Return what PostgreSQL said; SQLAlchemy's errors have it from asyncpg's."""
    return getattr(error, "sqlstate", None) or getattr(getattr(error, "__cause__", None), "sqlstate", None)


def _end(span: Span, error_type: str, sqlstate: str | None) -> None:
    if error_type:
        if sqlstate:
            span.set_attribute(names.DB_RESPONSE_STATUS_CODE, str(sqlstate))
        span.set_attribute(names.ERROR_TYPE, error_type)
        # Never the text: "invalid input for query argument $1: '+49…'" quotes what a person wrote.
        span.set_status(Status(StatusCode.ERROR, f"{error_type} {sqlstate or ''}".strip()))
    span.end()


def _before(
    connection: Connection,
    _cursor: object,
    statement: str,
    parameters: Any,
    context: ExecutionContext,
    executemany: bool,
) -> None:
    count_database_call()
    setattr(context, _STARTED, time.perf_counter())
    span = _span_of(statement, _WATCHED[connection.engine.pool], current_span())
    if span is not None and executemany:
        span.set_attribute(names.DB_OPERATION_BATCH_SIZE, len(parameters))
    setattr(context, _SPAN, span)


def _after(
    connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: Any,
    context: ExecutionContext,
    _executemany: bool,
) -> None:
    around, seconds = current_span(), time.perf_counter() - getattr(context, _STARTED)
    _observe(statement, "", seconds, around)
    span: Span | None = getattr(context, _SPAN, None)
    if span is not None:
        span.end()
    elif seconds >= SLOW_SECONDS:
        _tell_late(statement, _WATCHED[connection.engine.pool], around, seconds, None)


def _failed(failure: ExceptionContext) -> None:
    context = failure.execution_context
    if context is None or not hasattr(context, _STARTED):
        return
    error = failure.original_exception
    around, seconds = current_span(), time.perf_counter() - getattr(context, _STARTED)
    statement, error_type = failure.statement or "", type(error).__name__
    _observe(statement, error_type, seconds, around)
    span: Span | None = getattr(context, _SPAN, None)
    if span is not None:
        _end(span, error_type, sqlstate_of(error))
    elif failure.engine is not None:
        _tell_late(statement, _WATCHED[failure.engine.pool], around, seconds, error)


def _observe(statement: str, error_type: str, seconds: float, around: Span) -> None:
    _seconds_of(statement, error_type).observe(seconds, exemplar(around))


@lru_cache(maxsize=1024)
def _seconds_of(statement: str, error_type: str) -> Histogram:
    """Return what would be named and looked up anew each time that the statement runs."""
    return STATEMENT_SECONDS.labels(summary_of(statement).operation, error_type)
