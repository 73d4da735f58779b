"""Spans and traces as the sink keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from fixline_telemetry import attributes as names

Kind = Literal["unspecified", "internal", "server", "client", "producer", "consumer"]
Status = Literal["unset", "ok", "error"]

REFUSALS: Final = frozenset(
    {
        "ABORTED",
        "ALREADY_EXISTS",
        "FAILED_PRECONDITION",
        "INVALID_ARGUMENT",
        "NOT_FOUND",
        "OUT_OF_RANGE",
        "PERMISSION_DENIED",
    }
)
"""What a service answers to what cannot be done; a client's span has it as an error, by OpenTelemetry's conventions."""
HTTP_REFUSALS: Final = frozenset({403, 429})
"""Telegram's to somebody who blocked the bot, and to whoever is too fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanLink:
    trace_id: str
    span_id: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanEvent:
    name: str
    time_ns: int
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One finished span. Ids are lower-case hex; times are nanoseconds since 1970."""

    trace_id: str
    span_id: str
    parent_id: str
    """Empty for a root."""

    name: str
    service: str
    instance: str
    kind: Kind
    start_ns: int
    end_ns: int
    status: Status
    status_message: str
    attributes: Mapping[str, Any]
    links: tuple[SpanLink, ...]
    events: tuple[SpanEvent, ...]

    @property
    def duration_ns(self) -> int:
        return max(0, self.end_ns - self.start_ns)

    @property
    def refused(self) -> bool:
        """Whether what was asked for was answered with a no, as it is meant to be: that is no failure of anybody."""
        return self.status == "error" and (
            self.attributes.get(names.RPC_STATUS) in REFUSALS
            or self.attributes.get(names.HTTP_RESPONSE_STATUS_CODE) in HTTP_REFUSALS
        )

    @property
    def failed(self) -> bool:
        return self.status == "error" and not self.refused


@dataclass(frozen=True)
class Trace:
    """The spans of one trace that have arrived so far, by start time; at least one."""

    trace_id: str
    spans: tuple[Span, ...]
    dropped_spans: int = 0

    @cached_property
    def root(self) -> Span:
        """The first span without a parent, or else the first whose parent is missing."""
        known = {span.span_id for span in self.spans}
        roots = [span for span in self.spans if not span.parent_id]
        return (roots or [span for span in self.spans if span.parent_id not in known] or list(self.spans))[0]

    @cached_property
    def services(self) -> tuple[str, ...]:
        """In the order in which they joined."""
        return tuple(dict.fromkeys(span.service for span in self.spans))

    @cached_property
    def calls(self) -> tuple[str, ...]:
        """What the trace asked of other services: the names of its SERVER spans below the root, each once."""
        return tuple(
            dict.fromkeys(span.name for span in self.spans if span.kind == "server" and span is not self.root)
        )

    @cached_property
    def start_ns(self) -> int:
        return self.spans[0].start_ns

    @cached_property
    def end_ns(self) -> int:
        return max(span.end_ns for span in self.spans)

    @property
    def duration_ns(self) -> int:
        return max(0, self.end_ns - self.start_ns)

    @cached_property
    def failed(self) -> bool:
        return any(span.failed for span in self.spans)

    @cached_property
    def refused(self) -> bool:
        return any(span.refused for span in self.spans)

    @cached_property
    def title(self) -> str:
        """What happened, such as `tap Take #5` or `event sla alert`; else the root's name."""
        for span in self.spans:
            if summary := span.attributes.get(names.TELEGRAM_UPDATE_SUMMARY):
                return str(summary)
        if event := self.root.attributes.get(names.EVENT_TYPE):
            return f"event {str(event).lower().replace('_', ' ')}"
        return self.root.name

    def named(self, name: str) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.name == name)
