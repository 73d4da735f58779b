"""A trace as text, for a terminal and for the message of a failed test."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fixline_local.traces.spans import Span

ORPHAN: Final = "orphan: parent span {parent} is missing"


def missing_parents(spans: Iterable[Span]) -> list[Span]:
    """Return the spans whose parent is not among `spans`, which is how a broken propagation looks."""
    every = list(spans)
    known = {(span.trace_id, span.span_id) for span in every}
    return [span for span in every if span.parent_id and (span.trace_id, span.parent_id) not in known]


def render(spans: Iterable[Span]) -> str:
    """Draw each trace among `spans` as a tree: offset from its start, duration, error mark, service, name."""
    by_trace: dict[str, list[Span]] = {}
    for span in sorted(spans, key=lambda each: (each.start_ns, -each.end_ns)):
        by_trace.setdefault(span.trace_id, []).append(span)
    return "\n\n".join(_one(trace_id, of_trace) for trace_id, of_trace in by_trace.items())


def _one(trace_id: str, spans: Sequence[Span]) -> str:
    start = spans[0].start_ns
    total = max(span.end_ns for span in spans) - start
    services = sorted({span.service for span in spans})
    lines = [f"trace {trace_id}  {milliseconds(total)}  {len(spans)} spans  {', '.join(services)}"]
    orphans = {span.span_id for span in missing_parents(spans)}
    children: dict[str, list[Span]] = {}
    for span in spans:
        if span.parent_id and span.span_id not in orphans:
            children.setdefault(span.parent_id, []).append(span)
    width = max(len(span.service) for span in spans)
    for span in spans:
        if not span.parent_id:
            lines += _branch(span, children, start, width, lead="", below="")
    for span in spans:
        if span.span_id in orphans:
            lines.append(f"{' ' * 25}{'?':<{width}}  {ORPHAN.format(parent=span.parent_id)}")
            lines += _branch(span, children, start, width, lead="└─ ", below="   ")
    return "\n".join(lines)


def _branch(
    span: Span, children: dict[str, list[Span]], start: int, width: int, *, lead: str, below: str
) -> Iterator[str]:
    reason = f"  ({span.status_message})" if span.status == "error" and span.status_message else ""
    yield (
        f"{'+' + milliseconds(span.start_ns - start):>12}{milliseconds(span.duration_ns):>12}"
        f"{'✗' if span.failed else ' '}{span.service:<{width}}  {lead}{span.name}{reason}"
    )
    # Taken out, so that spans which are each other's parents cannot be drawn for ever.
    of_span = children.pop(span.span_id, [])
    for child in of_span:
        last = child is of_span[-1]
        yield from _branch(
            child,
            children,
            start,
            width,
            lead=below + ("└─ " if last else "├─ "),
            below=below + ("   " if last else "│  "),
        )


def milliseconds(nanoseconds: int) -> str:
    return f"{nanoseconds / 1e6:.1f} ms"
