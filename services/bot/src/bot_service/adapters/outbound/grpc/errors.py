"""What another service's refusal means to the bot."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from grpc import StatusCode
from grpc.aio import AioRpcError

from bot_service.application.errors import (
    BotForbiddenError,
    ForbiddenError,
    GatewayError,
    InvalidFieldsError,
    NotFoundError,
    RefusedError,
    StaleError,
    UnavailableError,
)
from fixline.tickets.v1.error_reason_pb2 import ErrorReason
from fixline_rpc.errors import RpcFailure, failure_of

TOO_LARGE: Final = "larger than max"
"""In what gRPC says of a message that no other try makes smaller: a bug, with the status of an overload."""


def reason_of(value: ErrorReason.ValueType) -> str:
    """Return what `ErrorInfo` has for it."""
    return ErrorReason.Name(value).removeprefix("ERROR_REASON_")


STALE: Final = frozenset({reason_of(ErrorReason.ERROR_REASON_TICKET_STALE)})
SCOPE_MISSING: Final = "SCOPE_MISSING"
"""What every service of ours says of a token that may not call the method."""


def _invalid(failure: RpcFailure) -> GatewayError:
    if not failure.violations:
        return RefusedError(failure.reason)
    return InvalidFieldsError({each.field: each.description for each in failure.violations})


def _aborted(failure: RpcFailure) -> GatewayError:
    if failure.reason in STALE:
        return StaleError(failure.message)
    return UnavailableError(failure.message)


def _forbidden(failure: RpcFailure) -> GatewayError:
    if failure.reason == SCOPE_MISSING:
        return BotForbiddenError(failure.message)
    return ForbiddenError(failure.message)


def _unavailable(failure: RpcFailure) -> GatewayError:
    return UnavailableError(failure.message)


TABLE: Final[Mapping[StatusCode, Callable[[RpcFailure], GatewayError]]] = {
    StatusCode.ABORTED: _aborted,
    StatusCode.ALREADY_EXISTS: lambda failure: RefusedError(failure.reason),
    StatusCode.CANCELLED: _unavailable,  # by gRPC's core, under overload: we hear of no call that we cancel
    StatusCode.DEADLINE_EXCEEDED: _unavailable,
    StatusCode.FAILED_PRECONDITION: lambda failure: RefusedError(failure.reason),
    StatusCode.INVALID_ARGUMENT: _invalid,
    StatusCode.NOT_FOUND: lambda failure: NotFoundError(failure.message),
    StatusCode.PERMISSION_DENIED: _forbidden,
    StatusCode.RESOURCE_EXHAUSTED: _unavailable,
    StatusCode.UNAUTHENTICATED: _unavailable,  # our token is being changed: nothing that a person said
    StatusCode.UNAVAILABLE: _unavailable,
}
"""A status that is not here (INTERNAL, UNIMPLEMENTED, …) is a bug, and stays an AioRpcError where a service said it."""


@contextmanager
def in_our_terms() -> Iterator[None]:
    """Raise a service's refusal as the application's error that it means."""
    try:
        yield
    except AioRpcError as error:
        failure = failure_of(error)
        if not failure.is_told and TOO_LARGE in failure.message:
            raise
        meaning = TABLE.get(failure.code)
        if meaning is None and not failure.is_told:
            # No service of ours said so: a connection that broke off, or what stands between.
            meaning = _unavailable
        if meaning is None:
            raise
        raise meaning(failure) from error
