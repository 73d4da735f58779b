"""What is told about a served call: span, Sentry scope, metric, log line; and the context its handler sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import grpc
import sentry_sdk
import structlog
from opentelemetry import context as otel_context
from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from fixline_rpc import attributes, metrics
from fixline_rpc.authentication import Metadata
from fixline_rpc.context import ACTOR, CALLER, ENDS_AT, Caller
from fixline_rpc.deadline import Deadline

log: Final = structlog.get_logger("fixline.rpc")
_TRACER: Final = trace.get_tracer("fixline.rpc")


@dataclass
class Observation:
    """The story of one served call; told when it ends."""

    method: str
    deadline: Deadline
    span: Span
    caller: Caller | None
    actor: str | None = None
    code: grpc.StatusCode = grpc.StatusCode.OK
    bug: Exception | None = None

    def act_for(self, actor: str | None) -> None:
        self.actor = actor
        ACTOR.set(actor)
        structlog.contextvars.bind_contextvars(actor=actor)

    def report_bug(self, error: Exception) -> None:
        """Make the one Sentry event of this call's bug."""
        self.bug = error
        self.span.record_exception(error)
        sentry_sdk.capture_exception(error)

    def tell(self) -> None:
        status = self.code.name
        seconds = self.deadline.elapsed()
        self.span.set_attribute(attributes.RPC_STATUS, status)
        if self.code in attributes.SERVER_FAULTS:
            self.span.set_status(Status(StatusCode.ERROR))
            self.span.set_attribute(attributes.ERROR_TYPE, status)
        metrics.observe(metrics.SERVED, method=self.method, status=status, seconds=seconds, span=self.span)
        write = log.info if self.bug is None else log.error
        write(
            "rpc.served",
            rpc_method=self.method,
            status=status,
            duration_ms=round(seconds * 1000, 3),
            caller=None if self.caller is None else self.caller.name,
            actor=self.actor,
            **({} if self.bug is None else {"exc_info": self.bug}),
        )


@contextmanager
def observed(
    method: str, path: str, *, deadline: Deadline, metadata: Metadata, caller: Caller | None
) -> Iterator[Observation]:
    """Open everything that surrounds one call, in the call's own task.

    Only a caller who proved who it is may continue its trace: others could force sampling or join foreign
    traces. Nothing leaks in from the task that started the server.
    """
    carrier = {key: value for key, value in metadata if isinstance(value, str)} if caller else {}
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(rpc_method=method)
    ENDS_AT.set(deadline.ends_at)
    ACTOR.set(None)
    span_attributes = {attributes.RPC_SYSTEM: attributes.SYSTEM, attributes.RPC_METHOD: method}
    if method == attributes.OTHER:
        span_attributes[attributes.RPC_METHOD_ORIGINAL] = path[:200]
    if caller is not None:
        CALLER.set(caller)
        span_attributes[attributes.CALLER] = caller.name
    span = _TRACER.start_span(
        method,
        propagate.extract(carrier, context=Context()),
        kind=SpanKind.SERVER,
        attributes=span_attributes,
    )
    attached = otel_context.attach(trace.set_span_in_context(span, Context()))
    observation = Observation(method=method, deadline=deadline, span=span, caller=caller)
    try:
        with _crash_scope(method):
            try:
                yield observation
            finally:
                observation.tell()
    finally:
        span.end()
        structlog.contextvars.clear_contextvars()
        otel_context.detach(attached)


@contextmanager
def _crash_scope(method: str) -> Iterator[None]:
    if not sentry_sdk.get_client().is_active():  # copying its scopes costs a tenth of a call
        yield
        return
    with sentry_sdk.isolation_scope() as scope:
        scope.set_transaction_name(method)
        scope.set_tag("rpc_method", method)
        yield
