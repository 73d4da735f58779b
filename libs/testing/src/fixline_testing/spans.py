"""What finished spans say; the SDK leaves out what is empty."""

from collections.abc import Mapping

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.util.types import AttributeValue


def attributes(span: ReadableSpan) -> Mapping[str, AttributeValue]:
    return span.attributes or {}


def parent_id(span: ReadableSpan) -> int | None:
    """Return the id of the parent's span, None for a root."""
    return None if span.parent is None else span.parent.span_id
