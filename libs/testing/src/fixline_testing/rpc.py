"""A real gRPC server on loopback for component and contract tests."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import grpc
import pytest

from fixline_rpc.authentication import CallerConfig, CallerTokens
from fixline_rpc.client.channel import create_channel
from fixline_rpc.errors import ErrorTranslator, RpcFailure, failure_of
from fixline_rpc.server.server import RpcServer, ServerConfig
from fixline_telemetry.crashes import report
from fixline_telemetry.metrics import decision_counters

TOKEN = "test-token"  # noqa: S105  # the tests' own


@dataclass(frozen=True, slots=True)
class ServedAt:
    """Where a test's server listens, and a way to call it."""

    port: int
    server: RpcServer

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"

    def channel(self, token: str = TOKEN, **options: Any) -> grpc.aio.Channel:
        return create_channel(self.target, token=token, **options)


@asynccontextmanager
async def serving(
    services: Sequence[tuple[Callable[[Any, grpc.aio.Server], None], Any]],
    *,
    method_scopes: Mapping[str, str],
    translate_error: ErrorTranslator,
    method_reasons: Mapping[str, frozenset[str]] | None = None,
    error_domain: str = "test.fixline",
    callers: Mapping[str, tuple[str, Sequence[str]]] | None = None,
    slow_consumer_seconds: float = 30,
) -> AsyncIterator[ServedAt]:
    """Serve on a free port; `callers` maps a name to its token and scopes, by default `bot` with every scope.

    Raise AssertionError at the end when a method refused a call for a reason that `method_reasons` does not have.
    """
    known = callers or {"bot": (TOKEN, sorted(set(method_scopes.values())))}
    tokens = CallerTokens.from_config(
        {
            name: CallerConfig(token_sha256=sha256(token.encode()).hexdigest(), scopes=list(scopes))
            for name, (token, scopes) in known.items()
        }
    )
    config = ServerConfig(
        listen="127.0.0.1:0",
        error_domain=error_domain,
        method_scopes=method_scopes,
        method_reasons=method_reasons,
        reflection=False,
        slow_consumer_seconds=slow_consumer_seconds,
    )
    server = RpcServer(
        config,
        tokens=tokens,
        translate_error=translate_error,
        services=services,
        report_bug=report,
        decision_counters=decision_counters,
    )
    port = await server.start()
    try:
        yield ServedAt(port, server)
    finally:
        await server.drain(grace_seconds=1)
    if server.undeclared_reasons:
        raise AssertionError(f"refused for undeclared reasons: {sorted(server.undeclared_reasons)}")


async def failure(call: Awaitable[object]) -> RpcFailure:
    """Await a call that must fail, and return what the server said."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call
    return failure_of(caught.value)
