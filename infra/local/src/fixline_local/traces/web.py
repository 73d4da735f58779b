"""The JSON API and the page."""

from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import FastAPI, HTTPException, Query

from fixline_local.pages.serving import page_router
from fixline_local.traces.spans import Span, SpanLink, Trace
from fixline_local.traces.store import SpanStore
from fixline_local.traces.tree import missing_parents
from fixline_local.traces.wanted import Wanted

PAGE: Final = Path(__file__).parent / "page"
MOST_MS: Final = 86_400_000


def create_app(store: SpanStore) -> FastAPI:
    app = FastAPI(
        title="Traces",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # It shows traces; it must not make any.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )

    @app.get("/api/traces")
    async def traces(
        service: str = "",
        text: str = "",
        ticket: Annotated[int | None, Query(ge=1)] = None,
        person: str = "",
        incident: str = "",
        longer_than_ms: Annotated[float, Query(ge=0, le=MOST_MS)] = 0,
        failed: bool = False,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> dict[str, Any]:
        wanted = Wanted(
            service=service,
            text=text,
            ticket=ticket,
            person=person,
            incident=incident,
            longer_than_ns=round(longer_than_ms * 1e6),
            failed=failed,
        )
        return {
            "traces": [summary(trace) for trace in store.find(wanted, limit)],
            "services": store.services,
            "dropped_traces": store.dropped_traces,
            "dropped_spans": store.dropped_spans,
        }

    @app.get("/api/traces/{trace_id}")
    async def one_trace(trace_id: str) -> dict[str, Any]:
        trace = store.get(trace_id)
        if trace is None:
            raise HTTPException(404, "no such trace; it may have made room for newer ones")
        orphans = {span.span_id for span in missing_parents(trace.spans)}
        return summary(trace) | {
            "spans": [described(span, trace, store, orphan=span.span_id in orphans) for span in trace.spans],
            "linked_by": [
                {
                    "trace_id": span.trace_id,
                    "span_id": span.span_id,
                    "name": span.name,
                    "service": span.service,
                }
                for span in store.linking_to(trace_id)
            ],
        }

    app.include_router(page_router(PAGE))
    return app


def summary(trace: Trace) -> dict[str, Any]:
    return {
        "trace_id": trace.trace_id,
        "name": trace.title,
        "root": trace.root.name,
        "service": trace.root.service,
        "services": trace.services,
        "calls": trace.calls,
        "span_count": len(trace.spans),
        "dropped_spans": trace.dropped_spans,
        "start_ns": trace.start_ns,
        "duration_ns": trace.duration_ns,
        "error": trace.failed,
        "refused": trace.refused,
    }


def described(span: Span, trace: Trace, store: SpanStore, *, orphan: bool) -> dict[str, Any]:
    return {
        "span_id": span.span_id,
        "parent_id": span.parent_id,
        "orphan": orphan,
        "name": span.name,
        "service": span.service,
        "instance": span.instance,
        "kind": span.kind,
        "start_ns": span.start_ns,
        "end_ns": span.end_ns,
        # Nanoseconds since 1970 are more than a browser's numbers can hold.
        "offset_ns": span.start_ns - trace.start_ns,
        "duration_ns": span.duration_ns,
        "status": "refused" if span.refused else span.status,
        "status_message": span.status_message,
        "attributes": span.attributes,
        "links": [linked(link, store) for link in span.links],
        "events": [
            {"name": event.name, "offset_ns": event.time_ns - trace.start_ns, "attributes": event.attributes}
            for event in span.events
        ],
    }


def linked(link: SpanLink, store: SpanStore) -> dict[str, Any]:
    target = store.span(link.trace_id, link.span_id)
    return {
        "trace_id": link.trace_id,
        "span_id": link.span_id,
        "name": target.name if target else None,
        "service": target.service if target else None,
        "attributes": link.attributes,
    }
