"""What is told about a served call: span, Sentry scope, metric, log line; and the context its handler sees."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Final, Protocol, Self

import grpc
import sentry_sdk
from opentelemetry import propagate
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer
from structlog.typing import FilteringBoundLogger

from fixline_rpc import metrics
from fixline_rpc.context import ACTOR, CALLER, ENDS_AT, Caller
from fixline_rpc.server.deadline import Deadline
from fixline_rpc.server.served_method import ServedMethod
from fixline_rpc.statuses import SERVER_FAULTS, UNSERVED
from fixline_telemetry import attributes as names
from fixline_telemetry.effort import begin_effort
from fixline_telemetry.logs.line_context import bind_lines
from fixline_telemetry.spans.current_spans import make_current


class ReportBug(Protocol):
    """Tells the engineers of a bug, and the current span; seldom, when it comes again and again (`recurs`)."""

    def __call__(self, error: Exception, /, *, recurs: bool) -> object: ...


_ROOT: Final = Context()
_OK: Final = grpc.StatusCode.OK.name


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
        "effort",
        "log",
        "method",
        "request_id",
        "span",
        "ticket",
    )

    def __init__(
        self,
        method: ServedMethod,
        path: str,
        *,
        deadline: Deadline,
        caller: Caller | None,
        sent_trace: dict[str, str],
        log: FilteringBoundLogger,
        tracer: Tracer,
        report_bug: ReportBug,
    ) -> None:
        self.method: Final = method
        self.deadline: Final = deadline
        self.caller: Final = caller
        self.log: Final = log
        self._report: Final = report_bug
        self.actor: str | None = None
        """The pseudonym of the acting user."""
        self.request_id = ""
        self.ticket: int | None = None
        self.effort: Final = begin_effort()
        self.code: grpc.StatusCode = grpc.StatusCode.OK
        self.bug: Exception | None = None
        span_attributes: dict[str, str | bool] = {
            names.RPC_SYSTEM: names.GRPC,
            names.RPC_METHOD: method.name,
        }
        if method.is_unknown:
            span_attributes[names.RPC_METHOD_ORIGINAL] = path[:200]
        if method.request_streaming or method.response_streaming:
            span_attributes[names.STREAMING] = True
        if caller is not None:
            span_attributes[names.CALLER] = caller.name
        self.span: Final = tracer.start_span(
            method.name,
            propagate.extract(sent_trace, _ROOT) if sent_trace and caller else _ROOT,
            kind=SpanKind.SERVER,
            attributes=span_attributes,
        )
        self._crash_scope = _crash_scope()

    def __enter__(self) -> Self:
        ENDS_AT.set(self.deadline.ends_at)
        if self.caller is not None:
            CALLER.set(self.caller)
        make_current(self.span)
        if self._crash_scope is not None:
            scope = self._crash_scope.__enter__()
            scope.set_transaction_name(self.method.name)
            scope.set_tag("rpc_method", self.method.name)
        return self

    def act_for(self, actor: str | None) -> None:
        """Let the handler know the user's name; whatever is told has their pseudonym."""
        ACTOR.set(actor)
        if actor is not None:
            self.actor = names.pseudonym(actor)
            self.span.set_attribute(names.PERSON, self.actor)
        bind_lines(rpc_method=self.method.name, actor=self.actor)

    def hear(self, request: Any) -> None:
        """Take from the call's first message what it is about."""
        self._about(self.method.asked.ticket(request))
        self.request_id = self.method.asked.request_id(request)
        if self.request_id:
            self.span.set_attribute(names.REQUEST_ID, self.request_id)
            bind_lines(request_id=self.request_id)

    def answer(self, answer: Any) -> None:
        """Take from the answer what nobody knew before: the number of a new ticket."""
        if self.ticket is None:
            self._about(self.method.answered.ticket(answer))

    def _about(self, ticket: int | None) -> None:
        if ticket is not None:
            self.ticket = ticket
            self.span.set_attribute(names.TICKET, ticket)

    def report_bug(self, error: Exception) -> None:
        """Report the bug that ends this call."""
        self.bug = error
        # Whoever watches on nobody's behalf begins anew as long as it takes, and shows nobody the code.
        self._report(error, recurs=self.method.response_streaming and self.actor is None)

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
        seconds = self.deadline.elapsed()
        # Nearly all are well, and an enumeration's name and hash are Python's own work.
        is_well = self.code is grpc.StatusCode.OK
        status = _OK if is_well else self.code.name
        self.span.set_attribute(names.RPC_STATUS, status)
        if not is_well and self.code in SERVER_FAULTS:
            self.span.set_status(Status(StatusCode.ERROR, status))
            self.span.set_attribute(names.ERROR_TYPE, status)
        metrics.observe(
            metrics.SERVED, method=self.method.name, status=status, seconds=seconds, span=self.span
        )
        self._write_line(status, seconds, is_well=is_well)

    def _write_line(self, status: str, seconds: float, *, is_well: bool) -> None:
        said: dict[str, Any] = {
            "rpc_method": self.method.name,
            "status": status,
            "duration_ms": round(seconds * 1000, 3),
            "database_calls": self.effort.database_calls,
            "cache_hits": self.effort.cache_hits,
            "caller": None if self.caller is None else self.caller.name,
            "actor": self.actor,
        }
        if self.request_id:
            said["request_id"] = self.request_id
        if self.ticket is not None:
            said["ticket"] = self.ticket
        if self.bug is not None:
            self.log.error("rpc.served", **said, exc_info=self.bug)
        elif not is_well and self._is_unserved():
            self.log.warning("rpc.served", **said)
        else:
            self.log.info("rpc.served", **said)

    def _is_unserved(self) -> bool:
        """Say whether somebody is worse off for it: who watches without end begins anew, and expects to."""
        ended_by_drain = self.method.long_lived and self.code is grpc.StatusCode.UNAVAILABLE
        return self.code in UNSERVED and not ended_by_drain


def _crash_scope() -> AbstractContextManager[sentry_sdk.Scope] | None:
    if not sentry_sdk.get_global_scope().client.is_active():  # copying its scopes costs a tenth of a call
        return None
    return sentry_sdk.isolation_scope()
