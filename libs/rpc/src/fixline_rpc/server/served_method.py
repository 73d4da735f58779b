"""One served method: its handler, its shape and its codec."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Never, TypeAlias

import grpc

from fixline_rpc.errors import RpcFailure
from fixline_rpc.refusal import Refusal
from fixline_rpc.server.required_fields import RequiredFields
from fixline_rpc.subject import Subject

OTHER: Final = "_OTHER"
"""Stands for every method that is not served: a client must not be able to invent names and labels."""

Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"


class UnserialisableAnswerError(TypeError):
    """A handler answered with something that is not its response message: a bug."""


@dataclass(frozen=True, slots=True)
class ServedMethod:
    """A method as gRPC's generated code registers it, and the scope that calling it takes (None: nobody's)."""

    name: str
    behaviour: Callable[[Any, Any], Any]
    request_streaming: bool
    response_streaming: bool
    deserialize: Callable[[bytes], Any] | None
    serialize: Callable[[Any], bytes] | None
    scope: str | None
    long_lived: bool
    required: RequiredFields = RequiredFields()  # noqa: RUF009  # frozen
    asked: Subject = Subject()  # noqa: RUF009  # frozen
    """What its request is about,"""
    answered: Subject = Subject()  # noqa: RUF009  # frozen
    """and what its answer."""

    @classmethod
    def of(cls, name: str, handler: Handler, *, scope: str | None, long_lived: bool) -> "ServedMethod":
        behaviour = (
            handler.unary_unary or handler.unary_stream or handler.stream_unary or handler.stream_stream
        )
        if behaviour is None:
            raise TypeError(f"{name} has no handler")
        asked, answered = Subject.of_method(name)
        return cls(
            name=name,
            behaviour=behaviour,
            request_streaming=handler.request_streaming,
            response_streaming=handler.response_streaming,
            deserialize=handler.request_deserializer,
            serialize=handler.response_serializer,
            scope=scope,
            long_lived=long_lived,
            required=RequiredFields.of_method(name),
            asked=asked,
            answered=answered,
        )

    @classmethod
    def unknown(cls) -> "ServedMethod":
        """Return what stands for every method that is not served."""
        return cls(
            name=OTHER,
            behaviour=_refuse,
            request_streaming=True,
            response_streaming=False,
            deserialize=None,
            serialize=None,
            scope=None,
            long_lived=False,
        )

    @property
    def is_unknown(self) -> bool:
        return self.name == OTHER

    def decode(self, raw: bytes) -> Any:
        """Raise Refusal (INVALID_ARGUMENT) when the bytes are no request."""
        if self.deserialize is None:
            return raw
        try:
            return self.deserialize(raw)
        except Exception as error:
            raise Refusal(
                RpcFailure(
                    code=grpc.StatusCode.INVALID_ARGUMENT,
                    reason="REQUEST_UNDECODABLE",
                    message="the request cannot be decoded",
                )
            ) from error

    def encode(self, answer: Any) -> bytes:
        """Raise UnserialisableAnswerError when the answer is none."""
        try:
            encoded = answer if self.serialize is None else self.serialize(answer)
        except Exception as error:
            raise UnserialisableAnswerError(f"{self.name} answered {type(answer).__name__}") from error
        if not isinstance(encoded, bytes):
            raise UnserialisableAnswerError(f"{self.name} answered {type(answer).__name__}")
        return encoded


def unimplemented() -> RpcFailure:
    return RpcFailure(
        code=grpc.StatusCode.UNIMPLEMENTED,
        reason="METHOD_NOT_IMPLEMENTED",
        message="the server does not implement this method",
    )


async def _refuse(_request: object, _context: object) -> Never:
    raise Refusal(unimplemented())
