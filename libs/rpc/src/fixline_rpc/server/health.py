"""grpc.health.v1: serving until the drain begins."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

SERVICE = health_pb2.DESCRIPTOR.services_by_name["Health"].full_name
Response = health_pb2.HealthCheckResponse


class HealthServicer(health_pb2_grpc.HealthServicer):  # type: ignore[misc]  # grpc_health publishes no types
    """Answers for `""` (the server) and for each service.

    The library's own servicer never ends a Watch; one client that watches would make every drain last its
    whole grace.
    """

    def __init__(self, services: Iterable[str]) -> None:
        self._known = frozenset({"", *services})
        self._draining = asyncio.Event()

    def drain(self) -> None:
        self._draining.set()

    async def Check(self, request: Any, context: Any) -> Any:  # noqa: N802  # the protocol's name
        if request.service not in self._known:
            await context.abort(grpc.StatusCode.NOT_FOUND, "the service is not known")
        return Response(status=self._status())

    async def Watch(self, request: Any, context: Any) -> AsyncIterator[Any]:  # noqa: ARG002, N802
        told = self._status() if request.service in self._known else Response.SERVICE_UNKNOWN
        yield Response(status=told)
        await self._draining.wait()
        if told == Response.SERVING:
            yield Response(status=Response.NOT_SERVING)

    def _status(self) -> Any:
        return Response.NOT_SERVING if self._draining.is_set() else Response.SERVING
