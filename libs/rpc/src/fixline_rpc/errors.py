"""Failures as both sides of a call see them, and their form on the wire (google.rpc.Status)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import grpc
from google.protobuf.message import DecodeError, Message
from google.rpc import error_details_pb2, status_pb2

DETAILS_KEY: Final = "grpc-status-details-bin"
MAX_DETAILS_BYTES: Final = 4096
"""gRPC drops an answer whose metadata exceeds 8 KiB, and base64 and the other entries need room too."""
MAX_MESSAGE_CHARS: Final = 400
"""The message travels twice; percent-encoded, a Cyrillic letter is six bytes."""
MAX_DESCRIPTION_CHARS: Final = 200
"""What a violation says may quote the request; one long quotation must not push the field's path out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldViolation:
    """What is wrong with one field of the request; `field` is its path (`ticket.subject`)."""

    field: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcFailure:
    """A call's failure: what the server sends and what the client reads back.

    `reason` is UPPER_SNAKE and stable; `message` is for developers; `retry_after` is in seconds. `is_told`: a service
    of ours said it; otherwise gRPC itself did, or what stands between.
    """

    code: grpc.StatusCode
    reason: str
    message: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    violations: Sequence[FieldViolation] = ()
    retry_after: float | None = None
    is_told: bool = True


ErrorTranslator: TypeAlias = Callable[[Exception], RpcFailure | None]
"""Turns an expected error into a failure; None means a bug, which the caller sees as INTERNAL only."""


def encode_failure(failure: RpcFailure, *, domain: str) -> bytes:
    """Return the google.rpc.Status of a failure, in at most 4 KiB.

    It always holds an ErrorInfo. Long texts are cut; field violations that still do not fit are left out, the
    last ones first.
    """
    info = error_details_pb2.ErrorInfo(reason=failure.reason, domain=domain, metadata=failure.metadata)
    retry = error_details_pb2.RetryInfo()
    if failure.retry_after is not None:
        retry.retry_delay.FromNanoseconds(round(failure.retry_after * 1e9))
    violations = list(failure.violations)
    while True:
        status = status_pb2.Status(code=failure.code.value[0], message=clip_message(failure.message))
        _attach(status, info)
        if violations:
            bad_request = error_details_pb2.BadRequest()
            for violation in violations:
                bad_request.field_violations.add(
                    field=clip(violation.field, MAX_DESCRIPTION_CHARS),
                    description=clip(violation.description, MAX_DESCRIPTION_CHARS),
                )
            _attach(status, bad_request)
        if failure.retry_after is not None:
            _attach(status, retry)
        encoded = bytes(status.SerializeToString())
        if len(encoded) <= MAX_DETAILS_BYTES or not (violations or info.metadata):
            return encoded
        if violations:
            violations.pop()
        else:
            info.ClearField("metadata")


def clip_message(message: str) -> str:
    return clip(message, MAX_MESSAGE_CHARS)


def clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def failure_of(error: grpc.aio.AioRpcError) -> RpcFailure:
    """Return the failure that a server sent.

    Without an ErrorInfo (the server was not reached, or is not one of ours) the reason is the status's name.
    """
    code = error.code()
    bare = RpcFailure(code=code, reason=code.name, message=error.details() or "", is_told=False)
    status = status_pb2.Status()
    try:
        status.ParseFromString(_details(error))
    except DecodeError:
        return bare
    info, bad_request, retry = (
        error_details_pb2.ErrorInfo(),
        error_details_pb2.BadRequest(),
        error_details_pb2.RetryInfo(),
    )
    has_retry = False
    for detail in status.details:
        try:
            detail.Unpack(info)
            detail.Unpack(bad_request)
            has_retry = detail.Unpack(retry) or has_retry
        except DecodeError:
            return bare
    return RpcFailure(
        code=code,
        reason=info.reason or code.name,
        message=bare.message,
        metadata=dict(info.metadata),
        violations=tuple(
            FieldViolation(field=violation.field, description=violation.description)
            for violation in bad_request.field_violations
        ),
        retry_after=retry.retry_delay.ToNanoseconds() / 1e9 if has_retry else None,
        is_told=bool(info.reason),
    )


def _attach(status: status_pb2.Status, detail: Message) -> None:
    status.details.add().Pack(detail)


def is_reported_bug(error: BaseException) -> bool:
    """Say whether it is the answer of a service of ours that met a bug: that one has reported it."""
    if not isinstance(error, grpc.aio.AioRpcError) or error.code() is not grpc.StatusCode.INTERNAL:
        return False
    return failure_of(error).is_told


def _details(error: grpc.aio.AioRpcError) -> bytes:
    for key, value in error.trailing_metadata() or ():
        if key == DETAILS_KEY and isinstance(value, bytes):
            return value
    return b""
