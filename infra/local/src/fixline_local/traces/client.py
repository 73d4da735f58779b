"""Reads traces from a running sink, for the demo and for tests."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp

from fixline_local.traces.spans import Span, SpanEvent, SpanLink, Trace


class TraceClient:
    """`base_url` is the trace page's."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")

    async def find(self, text: str = "", *, since_ns: int = 0) -> list[Trace]:
        """Return the traces in which `text` occurs, the newest first; only those since `since_ns` (Unix)."""
        async with aiohttp.ClientSession() as session:
            found = await self._get(session, "/api/traces", {"text": text, "limit": "1000"})
            return [
                await self._trace(session, each["trace_id"])
                for each in found["traces"]
                if each["start_ns"] >= since_ns
            ]

    async def wait_for(self, text: str, complete: Callable[[Trace], bool], seconds: float) -> Trace:
        """Return the newest trace with `text` that is `complete`; spans arrive in batches and in any order.

        Raise TimeoutError when there is none in `seconds`.
        """
        async with asyncio.timeout(seconds):
            while True:
                for trace in await self.find(text):
                    if complete(trace):
                        return trace
                await asyncio.sleep(0.2)

    async def _trace(self, session: aiohttp.ClientSession, trace_id: str) -> Trace:
        found = await self._get(session, f"/api/traces/{trace_id}", {})
        spans = (span_from(trace_id, found["start_ns"], each) for each in found["spans"])
        return Trace(trace_id, tuple(spans), found["dropped_spans"])

    async def _get(self, session: aiohttp.ClientSession, path: str, query: dict[str, str]) -> Any:
        async with session.get(self._base_url + path, params=query) as response:
            response.raise_for_status()
            return await response.json()


def span_from(trace_id: str, start_ns: int, described: dict[str, Any]) -> Span:
    """Read the JSON API's view of a span of a trace that began at `start_ns`."""
    names = ("span_id", "parent_id", "name", "service", "instance", "kind", "start_ns", "end_ns")
    more = ("status_message", "attributes")
    return Span(
        trace_id=trace_id,
        # The API has a word of its own for errors that are no fault.
        status="error" if described["status"] == "refused" else described["status"],
        links=tuple(
            SpanLink(trace_id=link["trace_id"], span_id=link["span_id"], attributes=link["attributes"])
            for link in described["links"]
        ),
        events=tuple(
            SpanEvent(
                name=event["name"],
                time_ns=start_ns + event["offset_ns"],
                attributes=event["attributes"],
            )
            for event in described["events"]
        ),
        **{name: described[name] for name in (*names, *more)},
    )
