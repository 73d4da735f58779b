"""Traces of the desk, where a page of ours has them."""

import asyncio
from collections.abc import Sequence
from typing import Final

import aiohttp

from fixline_local.traces.client import TraceClient
from fixline_local.traces.spans import Span, Trace
from fixline_local.traces.tree import render
from fixline_operations.deployment import TRACES, Deployment

SECONDS: Final = 20.0
FOLDED_FROM: Final = 40
"""Spans of a trace above which only those that failed are drawn, with what led to them."""


class NoTracesError(Exception):
    """No traces could be had; the text says why, and where else to look."""


def traces_with(deployment: Deployment, text: str) -> list[Trace]:
    """Return the traces that mention `text`, in time order; raise `NoTracesError`."""
    return traces_of(deployment, [text])


def traces_of(deployment: Deployment, texts: Sequence[str]) -> list[Trace]:
    """Return the traces that mention one of `texts`, such as their id, in time order; raise `NoTracesError`."""
    if deployment.traces_url is None:
        raise NoTracesError(
            f"no trace page is known here ({TRACES} would name one): ask your tracing backend"
        )
    try:
        return asyncio.run(_found(deployment.traces_url, texts))
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NoTracesError(f"the trace page at {deployment.traces_url} does not answer") from error


async def _found(url: str, texts: Sequence[str]) -> list[Trace]:
    client = TraceClient(url)
    async with asyncio.timeout(SECONDS):
        found = {trace.trace_id: trace for text in texts for trace in await client.find(text)}
    return sorted(found.values(), key=lambda trace: trace.start_ns)


def drawn(trace: Trace, *, whole: bool) -> str:
    """Draw a trace as a tree; a big one that is not asked for as a whole: what failed, and what led there."""
    spans: Sequence[Span] = trace.spans
    if not whole and len(spans) > FOLDED_FROM and trace.failed:
        spans = ways_to(trace.spans)
    text = render(spans).partition("\n")[2]
    left_out = len(trace.spans) - len(spans)
    return (
        f"{text}\n{' ' * 25}… and {left_out} spans more that did not fail (--all draws them)"
        if left_out
        else text
    )


def ways_to(spans: Sequence[Span]) -> list[Span]:
    """Return the spans that failed, and those above them."""
    by_id = {span.span_id: span for span in spans}
    kept: set[str] = set()
    for span in spans:
        at: Span | None = span if span.failed else None
        while at is not None and at.span_id not in kept:
            kept.add(at.span_id)
            at = by_id.get(at.parent_id)
    return [span for span in spans if span.span_id in kept]
