"""Channels to other services."""

import json
from typing import Final

from grpc import aio

from fixline_rpc.client.call_metadata import acting_as, bearer
from fixline_rpc.client.instrumented_channel import CallPolicy, InstrumentedChannel
from fixline_rpc.limits import MAX_MESSAGE_BYTES

__all__ = ["acting_as", "create_channel"]

SERVICE_CONFIG: Final = {
    "loadBalancingConfig": [{"round_robin": {}}],
    # A server that drains says NOT_SERVING and then gets no more calls. One without the health service counts
    # as healthy, and ours ends its Watch streams when it drains.
    "healthCheckConfig": {"serviceName": ""},
    "methodConfig": [
        {
            # Every method of ours may be repeated: it reads, or its `request_id` makes it idempotent.
            "name": [{}],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.2s",
                "maxBackoff": "2s",
                "backoffMultiplier": 2.5,
                # CANCELLED: gRPC's core gave up a call that no server had looked at; our own cancelling ends the tries.
                "retryableStatusCodes": ["UNAVAILABLE", "CANCELLED"],
            },
        }
    ],
    # Half of the tokens used up by failures stops retrying until calls succeed again.
    "retryThrottling": {"maxTokens": 20, "tokenRatio": 0.5},
}
OPTIONS: Final[tuple[tuple[str, int | str], ...]] = (
    ("grpc.service_config", json.dumps(SERVICE_CONFIG)),
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.min_reconnect_backoff_ms", 1000),
    ("grpc.max_reconnect_backoff_ms", 2000),  # the default of 2 min outlives the outage
    ("grpc.dns_min_time_between_resolutions_ms", 5000),
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.keepalive_timeout_ms", 10_000),
    (
        "grpc.http2.ping_timeout_ms",
        10_000,
    ),  # without it a ping has a minute, whatever the keepalive's timeout is
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
    ("grpc.use_local_subchannel_pool", 1),  # two channels share neither connection nor backoff
    ("grpc.enable_http_proxy", 0),  # the proxy of the environment is for the way out, not for our services
)


def create_channel(target: str, *, token: str, default_timeout_seconds: float = 5.0) -> aio.Channel:
    """Return a channel; close it when done. Call it where the event loop runs.

    Unary-unary calls get `default_timeout_seconds` unless they name a timeout. Streaming calls get none of
    their own: only the caller knows how long a file or a watch may take, so give `timeout=` to every upload
    and download. Inside a served call each call also ends with it at the latest.

    UNAVAILABLE, and CANCELLED by gRPC's core, are retried, up to 4 attempts in all, throttled, within the
    timeout. Cancelling the awaiting task, or leaving an `async for` over answers early, cancels the server's
    work. Metadata that is not ASCII raises ValueError, a request that cannot be serialised TypeError; the
    request stream's own error is raised by awaiting the call.

    Raises ValueError when the token cannot travel in a header.
    """
    policy = CallPolicy(authorization=bearer(token), default_timeout_seconds=default_timeout_seconds)
    return InstrumentedChannel(aio.insecure_channel(target, options=OPTIONS), policy)
