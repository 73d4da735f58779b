"""The times in the other services' messages."""

from datetime import UTC, datetime

from google.protobuf.timestamp_pb2 import Timestamp


def time_of(timestamp: Timestamp) -> datetime:
    return timestamp.ToDatetime(tzinfo=UTC)
