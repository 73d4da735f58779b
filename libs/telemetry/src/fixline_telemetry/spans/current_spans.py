"""Makes a span, or a trace from elsewhere, the current one, and says which is.

By classes: OpenTelemetry's generators around generators take twice as long.
"""

from contextvars import Token
from types import TracebackType

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import INVALID_SPAN, Span

from fixline_telemetry.spans.failed_spans import mark_failed

(_KEY,) = trace.set_span_in_context(INVALID_SPAN, Context())
"""Under which OpenTelemetry keeps it: the key has no public name."""


def current_span() -> Span:
    """Return what `trace.get_current_span` does, which asks each time whether it is a span by its abstract class."""
    span: Span = contexts.get_current().get(_KEY, INVALID_SPAN)  # type: ignore[assignment]
    return span


def make_current(span: Span) -> None:
    """Make it the current one of a task, with nothing else around it, for as long as the task lasts."""
    contexts.attach(Context({_KEY: span}))


class WithinContext:
    """A context manager, entered once: `context` is the current one inside."""

    __slots__ = ("_context", "_token")

    def __init__(self, context: Context) -> None:
        self._context = context

    def __enter__(self) -> None:
        self._token: Token[Context] = contexts.attach(self._context)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        contexts.detach(self._token)


class CurrentSpan:
    """A context manager, entered once: the span is current inside, says what was raised, and ends with it.

    With `tells_failure=False` whoever is inside says so.
    """

    __slots__ = ("_span", "_tells_failure", "_token")

    def __init__(self, span: Span, *, tells_failure: bool = True) -> None:
        self._span = span
        self._tells_failure = tells_failure

    def __enter__(self) -> Span:
        self._token: Token[Context] = contexts.attach(trace.set_span_in_context(self._span))
        return self._span

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        contexts.detach(self._token)
        if error is not None and self._tells_failure and not isinstance(error, GeneratorExit):
            mark_failed(self._span, error)
        self._span.end()
