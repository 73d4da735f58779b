"""From what generated code registers to handlers that are served by `CallServer`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import grpc
from grpc import aio

from fixline_rpc.server.served_method import Handler, ServedMethod
from fixline_rpc.server.serving import CallServer

Service = tuple[Callable[[Any, aio.Server], None], Any]


class Registrations:
    """Stands in for the server while generated `add_…_to_server` functions register their methods."""

    def __init__(self) -> None:
        self.services: list[str] = []
        self.methods: dict[str, Handler] = {}

    @classmethod
    def of(cls, services: Sequence[Service]) -> "Registrations":
        """Raise ValueError when two services share a name."""
        found = cls()
        for add_to_server, servicer in services:
            add_to_server(servicer, found)  # type: ignore[arg-type]  # only these two methods are called
        return found

    def add_generic_rpc_handlers(self, generic_rpc_handlers: Iterable[grpc.GenericRpcHandler]) -> None:
        """Ignore them: the same methods come once more, by name."""

    def add_registered_method_handlers(
        self, service_name: str, method_handlers: Mapping[str, Handler]
    ) -> None:
        if service_name in self.services:
            raise ValueError(f"{service_name} is served twice")
        self.services.append(service_name)
        for method, handler in method_handlers.items():
            self.methods[f"{service_name}/{method}"] = handler


class GenericHandlers:
    """Stands in for the server likewise, for services that are served as they are.

    gRPC is told of none of their methods by name: with every call, of whatever method, it waits anew for each method
    that was registered (grpcio 1.85.1).
    """

    def __init__(self) -> None:
        self._handlers: list[grpc.GenericRpcHandler] = []

    def add_generic_rpc_handlers(self, generic_rpc_handlers: Iterable[grpc.GenericRpcHandler]) -> None:
        self._handlers.extend(generic_rpc_handlers)

    def add_registered_method_handlers(
        self, service_name: str, method_handlers: Mapping[str, Handler]
    ) -> None:
        """Ignore them: the generic handlers have the same methods."""

    def handler(self, details: grpc.HandlerCallDetails) -> "Handler | None":
        """Return the first that one of them has for the call."""
        return next((found for each in self._handlers if (found := each.service(details))), None)


class Router(grpc.GenericRpcHandler):
    """Finds the handler of a call; also the unknown ones have one, so that they are seen."""

    def __init__(
        self,
        calls: CallServer,
        registrations: Registrations,
        *,
        method_scopes: Mapping[str, str],
        long_lived_methods: frozenset[str],
        beside: GenericHandlers,
    ) -> None:
        self._calls: Final = calls
        self._beside: Final = beside
        self._handlers = {
            f"/{name}": self._handler(
                ServedMethod.of(
                    name, handler, scope=method_scopes.get(name), long_lived=name in long_lived_methods
                )
            )
            for name, handler in registrations.methods.items()
        }

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Handler:
        path = handler_call_details.method
        return self._handlers.get(path) or self._beside.handler(handler_call_details) or self._unknown(path)

    def _handler(self, method: ServedMethod, path: str = "") -> Handler:
        # Registered as request-streaming whatever they are: the bytes on the wire are the same, and a call
        # is seen (and refused) before its request has been read.
        if method.response_streaming:

            async def stream(_requests: object, context: Any) -> None:
                await self._calls.serve(method, path, context)

            return grpc.stream_stream_rpc_method_handler(stream)

        async def unary(_requests: object, context: Any) -> bytes:
            return await self._calls.serve(method, path, context)

        return grpc.stream_unary_rpc_method_handler(unary)

    def _unknown(self, path: str) -> Handler:
        return self._handler(ServedMethod.unknown(), path.lstrip("/"))
