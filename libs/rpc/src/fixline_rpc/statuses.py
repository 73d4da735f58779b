"""What statuses mean to whoever looks at a service from outside."""

from typing import Final

import grpc

SERVER_FAULTS: Final = frozenset(
    {
        grpc.StatusCode.UNKNOWN,
        grpc.StatusCode.DEADLINE_EXCEEDED,
        grpc.StatusCode.UNIMPLEMENTED,
        grpc.StatusCode.INTERNAL,
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DATA_LOSS,
    }
)
"""Statuses that are errors of the server; on the client's side every status but OK is one."""

UNSERVED: Final = SERVER_FAULTS | {grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.UNAUTHENTICATED}
"""Whoever asked did not get what they were entitled to, or a service has a wrong token, and nobody is served; every
other refusal tells a person why they are not."""
