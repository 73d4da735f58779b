"""Instants on the wire."""

from datetime import UTC, datetime
from typing import Final

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from tickets_service.domain.violations import Violations

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def instant_in(request: Message, field: str, violations: Violations, *, path: str = "") -> datetime | None:
    """Return the time in that field, None when it is unset; add a violation for what is no time at all.

    `path`: what the field is called to the caller, where that is more than its name.
    """
    if not request.HasField(field):
        return None
    found: Timestamp = getattr(request, field)
    try:
        return found.ToDatetime(UTC)
    except (ValueError, OverflowError):
        violations.add(path or field, "must be from 0001-01-01 to 9999-12-31")
        return None


def timestamp(moment: datetime) -> Timestamp:
    """Like `FromDatetime`, which takes twice the time: lists are full of these."""
    since = moment - EPOCH
    return Timestamp(seconds=since.days * 86_400 + since.seconds, nanos=since.microseconds * 1_000)


def optional_timestamp(moment: datetime | None) -> Timestamp | None:
    return None if moment is None else timestamp(moment)
