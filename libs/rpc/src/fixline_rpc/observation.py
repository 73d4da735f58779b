"""What is told about a served call: span, Sentry scope, metric, log line; and the context its handler sees."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final, Self

import grpc
import sentry_sdk
import structlog
from opentelemetry import context as otel_context
from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind, Status, StatusCode
from structlog.typing import FilteringBoundLogger

from fixline_rpc import attributes, metrics
from fixline_rpc.context import ACTOR, CALLER, ENDS_AT, Caller
from fixline_rpc.deadline import Deadline

ReportBug = Callable[[Exception], object]
"""Tells the engineers of a bug, and the current span."""
_TRACER: Final = trace.get_tracer("fixline.rpc")
_ROOT: Final = Context()


class Observation:
    """Opens everything that surrounds one call, in the call's own task, and tells its story when it ends.

    Only a caller who proved who it is may continue its trace (`sent_trace`): others could force sampling or join
    foreign traces. Nothing is put back in the end: the task, and its context with it, ends with the call.
    """

    __slots__ = (
        "_crash_scope",
        "_report",
        "actor",
        "bug",
        "caller",
        "code",
        "deadline",
        "log",
        "method",
        "span",
    )

    def __init__(
        self,
        method: str,
        path: str,
        *,
        deadline: Deadline,
        caller: Caller | None,
        sent_trace: dict[str, str],
        log: FilteringBoundLogger,
        report_bug: ReportBug,
        streaming: bool,
    ) -> None:
        self.method: Final = method
        self.deadline: Final = deadline
        self.caller: Final = caller
        self.log: Final = log
        self._report: Final = report_bug
        self.actor: str | None = None
        self.code: grpc.StatusCode = grpc.StatusCode.OK
        self.bug: Exception | None = None
        span_attributes: dict[str, str | bool] = {
            attributes.RPC_SYSTEM: attributes.SYSTEM,
            attributes.RPC_METHOD: method,
        }
        if method == attributes.OTHER:
            span_attributes[attributes.RPC_METHOD_ORIGINAL] = path[:200]
        if streaming:
            span_attributes[attributes.STREAMING] = True
        if caller is not None:
            span_attributes[attributes.CALLER] = caller.name
        self.span: Final = _TRACER.start_span(
            method,
            propagate.extract(sent_trace, _ROOT) if sent_trace and caller else _ROOT,
            kind=SpanKind.SERVER,
            attributes=span_attributes,
        )
        self._crash_scope = _crash_scope()

    def __enter__(self) -> Self:
        ENDS_AT.set(self.deadline.ends_at)
        if self.caller is not None:
            CALLER.set(self.caller)
        otel_context.attach(trace.set_span_in_context(self.span, _ROOT))
        if self._crash_scope is not None:
            scope = self._crash_scope.__enter__()
            scope.set_transaction_name(self.method)
            scope.set_tag("rpc_method", self.method)
        return self

    def act_for(self, actor: str | None) -> None:
        self.actor = actor
        ACTOR.set(actor)
        structlog.contextvars.bind_contextvars(rpc_method=self.method, actor=actor)

    def report_bug(self, error: Exception) -> None:
        """Report the bug that ends this call."""
        self.bug = error
        self._report(error)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._tell()
        finally:
            self.span.end()
            if self._crash_scope is not None:
                self._crash_scope.__exit__(kind, error, traceback)

    def _tell(self) -> None:
        status = self.code.name
        seconds = self.deadline.elapsed()
        self.span.set_attribute(attributes.RPC_STATUS, status)
        if self.code in attributes.SERVER_FAULTS:
            self.span.set_status(Status(StatusCode.ERROR, status))
            self.span.set_attribute(attributes.ERROR_TYPE, status)
        metrics.observe(metrics.SERVED, method=self.method, status=status, seconds=seconds, span=self.span)
        write = self.log.info if self.bug is None else self.log.error
        write(
            "rpc.served",
            rpc_method=self.method,
            status=status,
            duration_ms=round(seconds * 1000, 3),
            caller=None if self.caller is None else self.caller.name,
            actor=self.actor,
            **({} if self.bug is None else {"exc_info": self.bug}),
        )


def _crash_scope() -> AbstractContextManager[sentry_sdk.Scope] | None:
    if not sentry_sdk.get_global_scope().client.is_active():  # copying its scopes costs a tenth of a call
        return None
    return sentry_sdk.isolation_scope()
