"""Requests on their way out."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
from typing import Any

Encode = Callable[[Any], bytes] | None


class Sending:
    """The requests of a streaming call, and what went wrong with them on this side."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._failure: Exception | None = None

    def encoded(self, request: Any) -> bytes:
        """Raise TypeError for what cannot be sent; gRPC itself would log it and never end the call."""
        try:
            raw = request if self._encode is None else self._encode(request)
        except Exception as error:
            raise TypeError(f"{type(request).__name__} is no request of this method") from error
        if not isinstance(raw, bytes):
            raise TypeError(f"{type(request).__name__} is no request of this method")
        return raw

    async def encoding(self, requests: AsyncIterable[Any] | Iterable[Any]) -> AsyncIterator[bytes]:
        """Keep the source's own error: gRPC cancels the call on one, and the caller would never learn why."""
        try:
            if isinstance(requests, AsyncIterable):
                async for request in requests:
                    yield self.encoded(request)
            else:
                for request in requests:
                    yield self.encoded(request)
        except Exception as error:
            self._failure = error
            raise

    def raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure
