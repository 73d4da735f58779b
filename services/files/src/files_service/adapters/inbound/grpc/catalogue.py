"""Every reason for which this service refuses a call, for people to read (`docs/api/errors.md`)."""

from collections.abc import Mapping
from typing import Final

import files_service
from files_service.adapters.inbound.grpc.errors import translate_error
from files_service.domain import errors
from fixline_rpc.catalogue import ErrorEntry, entries, leaves

SEND_AGAIN: Final = "Upload the file again, from its first byte."
REMEDIES: Final[Mapping[type[Exception], str]] = {
    errors.KeyReusedError: "Make a new `request_id` for each intention, and keep it for repeating that one.",
    errors.PageTokenError: "Start again from the first page.",
    errors.ChecksumMismatchError: SEND_AGAIN,
    errors.SizeMismatchError: SEND_AGAIN,
    errors.UploadAbandonedError: SEND_AGAIN,
    errors.UploadTooSlowError: SEND_AGAIN,
    errors.FileTooLargeError: "Tell the person that the file is too large.",
    errors.EmptyFileError: "Tell the person that the file is empty.",
    errors.UploadOutOfOrderError: "Send the metadata first, then the chunks.",
}
"""Where the status alone does not say what a caller does."""
SAMPLES: Final = {"violations": [errors.Violation("{field}", "{description}")]}


def catalogue() -> list[ErrorEntry]:
    """Raise ValueError when an error class does not say when it is raised."""
    return entries(leaves(errors.FilesError, files_service), translate_error, REMEDIES, SAMPLES)
