"""What can go wrong, said with a reason and facts; which status that is on a wire is an adapter's business."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


class FilesError(Exception):
    """Root of every error that this service expects."""

    reason: ClassVar[str]
    """UPPER_SNAKE and stable: clients decide by it."""

    def facts(self) -> dict[str, str]:
        """Return what a caller may know about it."""
        return {name: str(value) for name, value in vars(self).items() if isinstance(value, (int, str, UUID))}


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong with one field of a request, by its path, such as `metadata.file.file_name`."""

    field: str
    description: str


class InvalidValueError(ValueError):
    """A value breaks its own rule; who knows which field it came from makes it an `InvalidArgumentError`."""


class InvalidArgumentError(FilesError):
    """Fields of a request hold what they must not."""

    reason = "INVALID_ARGUMENT"

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.description}" for fault in violations))
        self.violations = tuple(violations)


class UnknownFileError(FilesError):
    """No such file, or none that the acting user may see."""

    reason = "FILE_NOT_FOUND"

    def __init__(self, file_id: UUID) -> None:
        super().__init__(f"file {file_id} not found")
        self.file = f"files/{file_id}"


class FileTooLargeError(FilesError):
    """An upload went on past the limit."""

    reason = "FILE_TOO_LARGE"

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"the file is larger than {limit_bytes} bytes")
        self.limit_bytes = limit_bytes


class EmptyFileError(FilesError):
    """An upload ended without a byte."""

    reason = "FILE_EMPTY"

    def __init__(self) -> None:
        super().__init__("the file is empty")


class ChecksumMismatchError(FilesError):
    """The bytes that came are not the ones that were announced."""

    reason = "CHECKSUM_MISMATCH"

    def __init__(self, *, expected: str, actual: str) -> None:
        super().__init__(f"the bytes have SHA-256 {actual}, expected {expected}")
        self.expected = expected
        self.actual = actual


class SizeMismatchError(FilesError):
    """More or fewer bytes came than were announced."""

    reason = "SIZE_MISMATCH"

    def __init__(self, *, expected: int, actual: int) -> None:
        super().__init__(f"{actual} bytes came, expected {expected}")
        self.expected = expected
        self.actual = actual


class AttachedElsewhereError(FilesError):
    """A file belongs to one ticket for good, and it is not this one."""

    reason = "FILE_ATTACHED_ELSEWHERE"

    def __init__(self, file_id: UUID) -> None:
        super().__init__(f"file {file_id} belongs to another ticket")
        self.file = f"files/{file_id}"


class KeyReusedError(FilesError):
    """The caller's request id was used before, for another request."""

    reason = "IDEMPOTENCY_KEY_REUSED"

    def __init__(self, request_id: UUID) -> None:
        super().__init__(f"request id {request_id} was used for another request")
        self.request_id = request_id


class UploadOutOfOrderError(FilesError):
    """The messages of an upload came in an order that means nothing."""

    reason = "UPLOAD_OUT_OF_ORDER"

    def __init__(self, fault: str) -> None:
        super().__init__(fault)


class UploadTooSlowError(FilesError):
    """An upload took longer than any honest one does."""

    reason = "UPLOAD_TOO_SLOW"

    def __init__(self, limit_seconds: int) -> None:
        super().__init__(f"the upload took longer than {limit_seconds} seconds")
        self.limit_seconds = limit_seconds


class UploadAbandonedError(FilesError):
    """An upload stood still for so long that the sweeper took its place away; trying again helps."""

    reason = "UPLOAD_ABANDONED"

    def __init__(self, file_id: UUID) -> None:
        super().__init__(f"the upload of file {file_id} was given up in the meantime")


class PageTokenError(FilesError):
    """A page token that this service did not make, or made for another ticket."""

    reason = "PAGE_TOKEN_INVALID"

    def __init__(self) -> None:
        super().__init__("the page token is not one of this list's")


class FileCorruptError(FilesError):
    """What the store returned is not what the record says was stored."""

    reason = "FILE_CORRUPT"

    def __init__(self, file_id: UUID) -> None:
        super().__init__(f"the bytes of file {file_id} are not the ones that were stored")
        self.file = f"files/{file_id}"
