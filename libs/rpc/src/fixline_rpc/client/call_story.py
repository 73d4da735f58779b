"""What is told about a call we make: its span and its metric."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import grpc
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind, Status, StatusCode

from fixline_rpc import metrics
from fixline_telemetry import attributes as names
from fixline_telemetry.effort import note_ticket

_TRACER: Final = trace.get_tracer("fixline.rpc")


class CallStory:
    """Starts with the call, ends once, with the call's status."""

    def __init__(self, method: str, *, streaming: bool) -> None:
        self._method: Final = method
        self._started_at: Final = time.monotonic()
        self._span: Final = _TRACER.start_span(
            method,
            kind=SpanKind.CLIENT,
            attributes={
                names.RPC_SYSTEM: names.GRPC,
                names.RPC_METHOD: method,
                **({names.STREAMING: True} if streaming else {}),
            },
        )
        self._ended = False
        self.own_failure: grpc.StatusCode | None = None
        """Set where the call failed on this side whatever status the server sends."""

    def context(self) -> Context:
        """Return the context that makes the server's span a child of this call's."""
        return trace.set_span_in_context(self._span)

    def is_about(self, ticket: int | None) -> None:
        """Say so on the call's span, and to whoever tells of the work that the call is part of."""
        if ticket is not None:
            self._span.set_attribute(names.TICKET, ticket)
            note_ticket(ticket)

    def end(self, code: grpc.StatusCode) -> None:
        if self._ended:
            return
        self._ended = True
        status = (self.own_failure or code).name
        self._span.set_attribute(names.RPC_STATUS, status)
        if status != grpc.StatusCode.OK.name:
            self._span.set_status(Status(StatusCode.ERROR, status))
            self._span.set_attribute(names.ERROR_TYPE, status)
        seconds = time.monotonic() - self._started_at
        metrics.observe(metrics.MADE, method=self._method, status=status, seconds=seconds, span=self._span)
        self._span.end()

    @contextmanager
    def ends_if_never_sent(self) -> Iterator[None]:
        """End the story of a call that fails before it is made."""
        try:
            yield
        except grpc.aio.AioRpcError as error:
            self.end(error.code())
            raise
        except Exception:
            self.end(grpc.StatusCode.INTERNAL)
            raise

    def follow(self, call: Any, *, answer_is_decoded_after: bool) -> None:
        """End with the call. One whose single answer is still to be decoded then ends with that instead."""

        def done(_call: object) -> None:
            code = status_of(call)
            if not (answer_is_decoded_after and code is grpc.StatusCode.OK):
                self.end(code)

        call.add_done_callback(done)


def status_of(finished_call: Any) -> grpc.StatusCode:
    """Return the status of a call that is done: asking for it then never waits."""
    asking = finished_call.code()
    try:
        asking.send(None)
    except StopIteration as answer:
        return grpc.StatusCode(answer.value)
    asking.close()
    return grpc.StatusCode.UNKNOWN
