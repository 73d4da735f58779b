"""Names of span attributes and the rules of OpenTelemetry's RPC conventions that go with them."""

from typing import Final

import grpc
from opentelemetry.semconv.attributes import error_attributes

RPC_SYSTEM: Final = "rpc.system.name"
RPC_METHOD: Final = "rpc.method"
RPC_METHOD_ORIGINAL: Final = "rpc.method_original"
RPC_STATUS: Final = "rpc.response.status_code"
ERROR_TYPE: Final = error_attributes.ERROR_TYPE
CALLER: Final = "fixline.caller"
STREAMING: Final = "fixline.streaming"
"""Set where a call lasts as long as it has something to carry: its time says nothing."""

SYSTEM: Final = "grpc"
OTHER: Final = "_OTHER"
"""Stands for every method that is not served: a client must not be able to invent names and labels."""

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
