"""Every field of WatchEvents: the stream is refused with the field's path."""

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_rpc.errors import failure_of
from fixline_testing.beyond_types import loosely
from tickets_testing.client import Client


@pytest.mark.parametrize(
    ("request_", "reason", "field"),
    [
        (pb.WatchEventsRequest(resume_token="x"), "RESUME_TOKEN_INVALID", "resume_token"),
        (loosely(pb.WatchEventsRequest, types=[0]), "INVALID_ARGUMENT", "types[0]"),
        (loosely(pb.WatchEventsRequest, types=[1, 77]), "INVALID_ARGUMENT", "types[1]"),
        *[
            (pb.WatchEventsRequest(heartbeat_interval=length), "INVALID_ARGUMENT", "heartbeat_interval")
            for length in (
                Duration(),
                Duration(seconds=-1),
                Duration(seconds=61),
                Duration(seconds=60, nanos=1_000),
                Duration(nanos=999_999_999),
                Duration(seconds=2**62),
                Duration(seconds=-(2**62)),
            )
        ],
    ],
)
async def test_watching(client: Client, request_: pb.WatchEventsRequest, reason: str, field: str) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await client.tickets.WatchEvents(request_).read()

    failure = failure_of(caught.value)
    assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, reason)
    assert [violation.field for violation in failure.violations] == [field]
