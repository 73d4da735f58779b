"""The methods of this service: one row for each.

The server asks it who may call what, tells of a refusal that a row does not have as the bug that it is, and the API
reference is made of it.
"""

from typing import Final

from files_service.application.ports.blob_store import BlobStoreFullError, BlobStoreUnavailableError
from files_service.application.ports.unit_of_work import DatabaseOverloadedError, DatabaseUnavailableError
from files_service.domain import errors
from fixline_rpc.methods import Method, Methods, reasons_of, scopes_of

READ: Final = "files.read"
WRITE: Final = "files.write"
FORGET: Final = "files.forget"
DELETE: Final = "files.delete"

CALLING: Final = frozenset({errors.InvalidArgumentError, DatabaseUnavailableError, DatabaseOverloadedError})
OF_FILE: Final = CALLING | {errors.UnknownFileError}
STORING: Final = CALLING | {BlobStoreFullError, BlobStoreUnavailableError}

METHODS: Final[Methods] = {
    "fixline.files.v1.FileService/UploadFile": Method(
        scope=WRITE,
        reads=False,
        errors=STORING
        | {
            errors.UploadOutOfOrderError,
            errors.UploadTooSlowError,
            errors.UploadAbandonedError,
            errors.FileTooLargeError,
            errors.EmptyFileError,
            errors.ChecksumMismatchError,
            errors.SizeMismatchError,
            errors.KeyReusedError,
        },
    ),
    "fixline.files.v1.FileService/DownloadFile": Method(
        scope=READ, reads=True, errors=OF_FILE | {BlobStoreUnavailableError, errors.FileCorruptError}
    ),
    "fixline.files.v1.FileService/GetFile": Method(scope=READ, reads=True, errors=OF_FILE),
    "fixline.files.v1.FileService/ListFiles": Method(
        scope=READ, reads=True, errors=CALLING | {errors.PageTokenError}
    ),
    "fixline.files.v1.FileService/AttachFiles": Method(
        scope=WRITE, reads=False, errors=OF_FILE | {errors.AttachedElsewhereError, errors.KeyReusedError}
    ),
    "fixline.files.v1.FileService/ForgetUploader": Method(
        scope=FORGET, reads=False, errors=CALLING | {BlobStoreUnavailableError}
    ),
    "fixline.files.v1.FileService/DeleteTicketFiles": Method(
        scope=DELETE, reads=False, errors=CALLING | {BlobStoreUnavailableError}
    ),
}
METHOD_SCOPES: Final = scopes_of(METHODS)
METHOD_REASONS: Final = reasons_of(METHODS)
SCOPES: Final = frozenset(METHOD_SCOPES.values())
