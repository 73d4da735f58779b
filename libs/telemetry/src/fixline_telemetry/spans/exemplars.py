"""Points from a metric to a trace."""

from opentelemetry import trace
from opentelemetry.trace import Span

from fixline_telemetry.spans.current_spans import current_span


def exemplar(span: Span | None = None) -> dict[str, str] | None:
    """Return the span, by default the current one, as an exemplar for `observe` or `inc`.

    None when nobody could look it up.
    """
    context = (span or current_span()).get_span_context()
    if not context.is_valid or not context.trace_flags.sampled:
        return None
    return {
        "trace_id": trace.format_trace_id(context.trace_id),
        "span_id": trace.format_span_id(context.span_id),
    }
