"""The one table that turns this service's errors into gRPC statuses."""

from collections.abc import Mapping
from typing import Final

from grpc import StatusCode

from files_service.application.ports.blob_store import BlobStoreFullError, BlobStoreUnavailableError
from files_service.application.ports.unit_of_work import DatabaseOverloadedError, DatabaseUnavailableError
from files_service.domain import errors
from fixline_rpc.errors import FieldViolation, RpcFailure

ERROR_DOMAIN: Final = "files.fixline"

STATUSES: Final[Mapping[type[errors.FilesError], StatusCode]] = {
    errors.InvalidArgumentError: StatusCode.INVALID_ARGUMENT,
    errors.UnknownFileError: StatusCode.NOT_FOUND,
    errors.FileTooLargeError: StatusCode.INVALID_ARGUMENT,
    errors.EmptyFileError: StatusCode.INVALID_ARGUMENT,
    errors.ChecksumMismatchError: StatusCode.INVALID_ARGUMENT,
    errors.SizeMismatchError: StatusCode.INVALID_ARGUMENT,
    errors.AttachedElsewhereError: StatusCode.FAILED_PRECONDITION,
    errors.KeyReusedError: StatusCode.INVALID_ARGUMENT,
    errors.UploadOutOfOrderError: StatusCode.INVALID_ARGUMENT,
    errors.UploadTooSlowError: StatusCode.DEADLINE_EXCEEDED,
    errors.UploadAbandonedError: StatusCode.ABORTED,
    errors.PageTokenError: StatusCode.INVALID_ARGUMENT,
    errors.FileCorruptError: StatusCode.DATA_LOSS,
    BlobStoreFullError: StatusCode.RESOURCE_EXHAUSTED,
    BlobStoreUnavailableError: StatusCode.UNAVAILABLE,
    DatabaseUnavailableError: StatusCode.UNAVAILABLE,
    DatabaseOverloadedError: StatusCode.RESOURCE_EXHAUSTED,
}

RETRY_AFTER_SECONDS: Final[Mapping[type[errors.FilesError], float]] = {
    errors.UploadAbandonedError: 1.0,
    BlobStoreFullError: 60.0,
    BlobStoreUnavailableError: 1.0,
    DatabaseUnavailableError: 1.0,
    DatabaseOverloadedError: 1.0,
}

FIELDS: Final[Mapping[type[errors.FilesError], str]] = {errors.PageTokenError: "page_token"}
"""Errors with a reason of their own that are about one field all the same."""


def translate_error(error: Exception) -> RpcFailure | None:
    """Return what the client is told; `None` for what is a bug."""
    if not isinstance(error, errors.FilesError):
        return None
    kind = type(error)
    return RpcFailure(
        code=STATUSES[kind],
        reason=error.reason,
        message=str(error),
        metadata=error.facts(),
        violations=violations_of(error),
        retry_after=RETRY_AFTER_SECONDS.get(kind),
    )


def violations_of(error: errors.FilesError) -> list[FieldViolation]:
    if isinstance(error, errors.InvalidArgumentError):
        return [
            FieldViolation(field=fault.field, description=fault.description) for fault in error.violations
        ]
    field = FIELDS.get(type(error))
    return [] if field is None else [FieldViolation(field=field, description=str(error))]
