"""The context that handlers see: decoded messages, and a status that is sent only when the call is over."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from typing import Any, Final, Never

import grpc
from grpc import aio

from fixline_rpc.authentication import TOKEN_KEY
from fixline_rpc.errors import RpcFailure
from fixline_rpc.refusal import Refusal
from fixline_rpc.server.in_flight import InFlight
from fixline_rpc.server.served_method import ServedMethod
from fixline_rpc.server.streams import CONSUMER_TOO_SLOW

_CODES: Final = {code.value[0]: code for code in grpc.StatusCode}

RawContext = aio.ServicerContext[bytes, bytes]


class AbortedCallError(aio.AbortError):
    """Unwinds a handler that aborted its call."""


class ServedContext(aio.ServicerContext[Any, Any]):
    """Wraps gRPC's context, which hands handlers raw bytes here (see `ServedMethod`).

    `abort` takes effect after the handler's `finally` blocks, so that spans and logs know the status before
    the client does.
    """

    def __init__(
        self, raw: RawContext, method: ServedMethod, in_flight: InFlight, patience_seconds: float
    ) -> None:
        self._raw = raw
        self._method = method
        self._in_flight = in_flight
        self._patience_seconds = patience_seconds
        self._code: grpc.StatusCode = grpc.StatusCode.OK
        self._details = ""
        self._trailing: tuple[tuple[str, str | bytes], ...] = ()
        self._aborted: AbortedCallError | None = None
        self._initial_metadata_sent = False
        self.hear: Callable[[Any], None] | None = None
        """Is told of the first message, before anybody looks whether it is a fitting one."""

    def failure(self) -> RpcFailure | None:
        """Return what the handler set or aborted with; None: OK."""
        if self._code is grpc.StatusCode.OK:
            return None
        return RpcFailure(code=self._code, reason=self._code.name, message=self._details)

    async def read(self) -> Any:
        try:
            raw: Any = await self._raw.read()
        except aio.BaseError as error:
            raise asyncio.CancelledError from error
        if raw is not aio.EOF:
            request = self._method.decode(raw)
            if self.hear is not None:
                self.hear(request)
                self.hear = None
            return request
        await self._require_client()
        return aio.EOF

    async def requests(self) -> AsyncIterator[Any]:
        while (request := await self.read()) is not aio.EOF:
            yield request

    async def only_request(self) -> Any:
        """Return the request of a method that takes one.

        Raises Refusal when the client sent none, or one that lacks a field that it must have.
        """
        request = await self.read()
        if request is aio.EOF:
            raise Refusal(
                RpcFailure(
                    code=grpc.StatusCode.INVALID_ARGUMENT,
                    reason="REQUEST_MISSING",
                    message="the call carries no request",
                )
            )
        self._method.required.require(request)
        return request

    async def write(self, message: Any) -> None:
        """Raise Refusal (RESOURCE_EXHAUSTED) when the client does not make room for it in time."""
        self._require_not_aborted()
        encoded = self._method.encode(message)
        self._initial_metadata_sent = True
        try:
            with self._in_flight.sending():
                async with asyncio.timeout(self._patience_seconds):
                    await self._raw.write(encoded)
        except TimeoutError as error:
            raise Refusal(CONSUMER_TOO_SLOW) from error
        except aio.BaseError as error:  # the client has gone; gRPC's own cancellation is about to arrive
            raise asyncio.CancelledError from error

    async def _require_client(self) -> None:
        # gRPC reports a cancelled call's broken stream as its regular end: an upload would be taken for
        # complete. A call that is dead cannot send; one that lives sends these headers sooner than later.
        if not self._initial_metadata_sent:
            await self.send_initial_metadata(())

    async def send_initial_metadata(self, initial_metadata: Any) -> None:
        self._require_not_aborted()
        self._initial_metadata_sent = True
        try:
            with self._in_flight.sending():
                await self._raw.send_initial_metadata(initial_metadata)
        except aio.InternalError as error:
            raise asyncio.CancelledError from error

    async def abort(self, code: grpc.StatusCode, details: str = "", trailing_metadata: Any = ()) -> Never:
        self._require_not_aborted()
        if code is grpc.StatusCode.OK:
            raise ValueError("a call cannot be aborted with OK")
        self._code, self._details = code, details or self._details
        self._trailing = tuple(trailing_metadata) or self._trailing
        self._aborted = AbortedCallError("aborted by its handler")
        raise self._aborted

    async def abort_with_status(self, status: Any) -> Never:
        await self.abort(status.code, status.details, status.trailing_metadata)

    def _require_not_aborted(self) -> None:
        if self._aborted is not None:
            raise self._aborted

    def set_trailing_metadata(self, trailing_metadata: Any) -> None:
        self._trailing = tuple(trailing_metadata)
        self._raw.set_trailing_metadata(self._trailing)

    def trailing_metadata(self) -> Any:
        return self._trailing

    def set_code(self, code: grpc.StatusCode | int) -> None:
        self._code = code if isinstance(code, grpc.StatusCode) else _CODES[code]

    def set_details(self, details: str) -> None:
        self._details = details

    def code(self) -> grpc.StatusCode:
        return self._code

    def details(self) -> str:
        return self._details

    def invocation_metadata(self) -> Any:
        """Return the call's metadata without the caller's token."""
        return aio.Metadata(
            *((key, value) for key, value in self._raw.invocation_metadata() or () if key != TOKEN_KEY)
        )

    def time_remaining(self) -> Any:
        return self._raw.time_remaining()

    def set_compression(self, compression: grpc.Compression) -> None:
        self._raw.set_compression(compression)

    def disable_next_message_compression(self) -> None:
        self._raw.disable_next_message_compression()

    def add_done_callback(self, callback: Any) -> None:
        self._raw.add_done_callback(callback)

    def cancelled(self) -> bool:
        return self._raw.cancelled()

    def done(self) -> bool:
        return self._raw.done()

    def peer(self) -> str:
        return self._raw.peer()

    def peer_identities(self) -> Iterable[bytes] | None:
        return self._raw.peer_identities()

    def peer_identity_key(self) -> str | None:
        return self._raw.peer_identity_key()

    def auth_context(self) -> Mapping[str, Iterable[bytes]]:
        return self._raw.auth_context()
