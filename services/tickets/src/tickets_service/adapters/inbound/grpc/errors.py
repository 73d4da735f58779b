"""The one table that turns refusals into gRPC statuses."""

from collections.abc import Mapping
from typing import Final

from grpc import StatusCode

from fixline_rpc.errors import FieldViolation, RpcFailure
from tickets_service.application.errors import StoreError, StoreOverloadedError, StoreUnavailableError
from tickets_service.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    RuleViolationError,
)

ERROR_DOMAIN: Final = "tickets.fixline"

STATUS_BY_ERROR: Final[Mapping[type[DomainError], StatusCode]] = {
    InvalidError: StatusCode.INVALID_ARGUMENT,
    NotFoundError: StatusCode.NOT_FOUND,
    ForbiddenError: StatusCode.PERMISSION_DENIED,
    ConflictError: StatusCode.ABORTED,
    AlreadyExistsError: StatusCode.ALREADY_EXISTS,
    RuleViolationError: StatusCode.FAILED_PRECONDITION,
    StoreUnavailableError: StatusCode.UNAVAILABLE,
    StoreOverloadedError: StatusCode.RESOURCE_EXHAUSTED,
}


def status_of(error: type[DomainError]) -> StatusCode | None:
    return next((STATUS_BY_ERROR[each] for each in error.__mro__ if each in STATUS_BY_ERROR), None)


def translate_error(error: Exception) -> RpcFailure | None:
    """An `ErrorTranslator`: what is not in the table is a bug."""
    if not isinstance(error, DomainError):
        return None
    code = status_of(type(error))
    if code is None:
        return None
    violations = error.violations if isinstance(error, InvalidError) else ()
    return RpcFailure(
        code=code,
        reason=error.reason,
        message=str(error),
        metadata=error.facts,
        violations=[
            FieldViolation(field=violation.field, description=violation.description)
            for violation in violations
        ],
        retry_after=error.retry_after_seconds if isinstance(error, StoreError) else None,
    )
