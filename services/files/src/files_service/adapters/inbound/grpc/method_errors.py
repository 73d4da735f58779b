"""For what each method may refuse a call, beside the framework's own reasons; the API reference lists it."""

from collections.abc import Mapping
from typing import Final

from files_service.application.ports.blob_store import BlobStoreFullError, BlobStoreUnavailableError
from files_service.application.ports.unit_of_work import DatabaseUnavailableError
from files_service.domain import errors

CALLING: Final = frozenset({errors.InvalidArgumentError, DatabaseUnavailableError})
OF_FILE: Final = CALLING | {errors.UnknownFileError}
STORING: Final = CALLING | {BlobStoreFullError, BlobStoreUnavailableError}

METHOD_ERRORS: Final[Mapping[str, frozenset[type[errors.FilesError]]]] = {
    "fixline.files.v1.FileService/UploadFile": STORING
    | {
        errors.UploadOutOfOrderError,
        errors.UploadTooSlowError,
        errors.UploadAbandonedError,
        errors.FileTooLargeError,
        errors.EmptyFileError,
        errors.ChecksumMismatchError,
        errors.KeyReusedError,
    },
    "fixline.files.v1.FileService/DownloadFile": OF_FILE
    | {BlobStoreUnavailableError, errors.FileCorruptError},
    "fixline.files.v1.FileService/GetFile": OF_FILE,
    "fixline.files.v1.FileService/ListFiles": CALLING | {errors.PageTokenError},
    "fixline.files.v1.FileService/AttachFiles": OF_FILE
    | {errors.AttachedElsewhereError, errors.KeyReusedError},
}
METHOD_REASONS: Final[Mapping[str, frozenset[str]]] = {
    method: frozenset(error.reason for error in kinds) for method, kinds in METHOD_ERRORS.items()
}
