"""Takes traces and forgets them: the service exports as in production, and nobody's work shows in the figures."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import grpc
from grpc import aio

EXPORT: Final = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"


class _AcceptAll(grpc.GenericRpcHandler):
    def service(self, call: Any) -> Any:
        return grpc.unary_unary_rpc_method_handler(_accept) if call.method == EXPORT else None


async def _accept(_request: bytes, _context: object) -> bytes:
    return b""  # an empty message is a complete success


@asynccontextmanager
async def otlp_sink() -> AsyncIterator[int]:
    """Listen on loopback; yields the port."""
    server = aio.server(handlers=[_AcceptAll()])
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    yield port
    await server.stop(0)
