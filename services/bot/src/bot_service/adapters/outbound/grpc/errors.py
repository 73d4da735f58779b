"""What another service's refusal means to the bot."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from grpc import StatusCode
from grpc.aio import AioRpcError

from bot_service.application.errors import (
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


def reason_of(value: ErrorReason.ValueType) -> str:
    """Return what `ErrorInfo` has for it."""
    return ErrorReason.Name(value).removeprefix("ERROR_REASON_")


STALE: Final = frozenset({reason_of(ErrorReason.ERROR_REASON_TICKET_STALE)})


def _invalid(failure: RpcFailure) -> GatewayError:
    if not failure.violations:
        return RefusedError(failure.reason)
    return InvalidFieldsError({each.field: each.description for each in failure.violations})


def _aborted(failure: RpcFailure) -> GatewayError:
    if failure.reason in STALE:
        return StaleError(failure.message)
    return UnavailableError(failure.message)


TABLE: Final[Mapping[StatusCode, Callable[[RpcFailure], GatewayError]]] = {
    StatusCode.ABORTED: _aborted,
    StatusCode.ALREADY_EXISTS: lambda failure: RefusedError(failure.reason),
    StatusCode.DEADLINE_EXCEEDED: lambda failure: UnavailableError(failure.message),
    StatusCode.FAILED_PRECONDITION: lambda failure: RefusedError(failure.reason),
    StatusCode.INVALID_ARGUMENT: _invalid,
    StatusCode.NOT_FOUND: lambda failure: NotFoundError(failure.message),
    StatusCode.PERMISSION_DENIED: lambda failure: ForbiddenError(failure.message),
    StatusCode.RESOURCE_EXHAUSTED: lambda failure: UnavailableError(failure.message),
    StatusCode.UNAVAILABLE: lambda failure: UnavailableError(failure.message),
}
"""A status that is not here (INTERNAL, UNAUTHENTICATED, …) is a bug or a wrong setting, and stays an AioRpcError."""


@contextmanager
def in_our_terms() -> Iterator[None]:
    """Raise a service's refusal as the application's error that it means."""
    try:
        yield
    except AioRpcError as error:
        failure = failure_of(error)
        meaning = TABLE.get(failure.code)
        if meaning is None:
            raise
        raise meaning(failure) from error
